namespace ScreenShare.Frames;

/// <summary>
/// Width and height of a picture in pixels, as far as one can be held in memory (<see cref="IsHeld"/>). What is sent has no edge above
/// <see cref="EdgeMax"/>: larger ones are made smaller before.
/// </summary>
public readonly record struct PictureSize
{
    /// <summary>Of a picture that is sent. 8192: two 4K screens side by side; 16 bits on the wire with room to spare.</summary>
    public const int EdgeMax = 8192;

    /// <summary>The largest screen that X knows.</summary>
    public const int HeldEdgeMax = short.MaxValue;

    /// <summary>A gibibyte: an array in .NET has at most two.</summary>
    public const long HeldPixelsMax = (1 << 30) / Picture.PixelBytes;

    /// <exception cref="ArgumentOutOfRangeException"><see cref="IsHeld"/> says no.</exception>
    public PictureSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, HeldEdgeMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, HeldEdgeMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)width * height, HeldPixelsMax);
        Width = width;
        Height = height;
    }

    public int Width { get; }

    public int Height { get; }

    public bool IsValid => Width > 0;

    /// <summary>Small enough to be sent as it is.</summary>
    public bool IsSent => Width <= EdgeMax && Height <= EdgeMax;

    /// <summary>Whether there can be a picture of this size.</summary>
    public static bool IsHeld(int width, int height) =>
        width is >= 1 and <= HeldEdgeMax && height is >= 1 and <= HeldEdgeMax && (long)width * height <= HeldPixelsMax;

    /// <summary>Bytes of one row of BGRA pixels.</summary>
    public int StrideBytes => Width * Picture.PixelBytes;

    public override string ToString() => $"{Width}x{Height}";
}
