namespace ScreenShare.Frames;

/// <summary>Width and height of a picture in pixels, each from 1 to <see cref="EdgeMax"/>.</summary>
public readonly record struct PictureSize
{
    /// <summary>8192: two 4K screens side by side; 16 bits on the wire with room to spare.</summary>
    public const int EdgeMax = 8192;

    /// <exception cref="ArgumentOutOfRangeException">An edge is below 1 or above <see cref="EdgeMax"/>.</exception>
    public PictureSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, EdgeMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, EdgeMax);
        Width = width;
        Height = height;
    }

    public int Width { get; }

    public int Height { get; }

    public bool IsValid => Width > 0;

    /// <summary>Bytes of one row of BGRA pixels.</summary>
    public int StrideBytes => Width * Picture.PixelBytes;

    public override string ToString() => $"{Width}x{Height}";
}
