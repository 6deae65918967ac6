namespace ScreenShare.Frames.Png;

/// <summary>The colour types of PNG (clause 11.2.1) that are used here.</summary>
internal enum PngColourType : byte
{
    TrueColour = 2,
    Indexed = 3,
}
