namespace ScreenShare.Frames.Png;

/// <summary>First byte of a row: what is predicted from the pixels left of and above it (PNG, clause 9.2).</summary>
internal enum PngFilter : byte
{
    None = 0,
    Sub = 1,
    Up = 2,
    Average = 3,
    Paeth = 4,
}
