namespace ScreenShare.Frames;

/// <summary>An area of a picture in pixels, counted from the top left; also how damage is told. The default is empty.</summary>
public readonly record struct TileRectangle(int X, int Y, int Width, int Height)
{
    public int PixelCount => Width * Height;

    public bool IsEmpty => Width <= 0 || Height <= 0;

    public bool IsInside(PictureSize size) =>
        X >= 0 && Y >= 0 && !IsEmpty && Width <= size.Width - X && Height <= size.Height - Y;

    /// <summary>The pixels of row <paramref name="y"/>, counted from the top of the area, which must be inside the picture.</summary>
    internal Span<byte> Row(Picture picture, int y) =>
        picture.Row(Y + y).Slice(X * Picture.PixelBytes, Width * Picture.PixelBytes);
}
