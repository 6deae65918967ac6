namespace ScreenShare.Broadcaster.Capture;

/// <summary>A rectangle of pixels; empty when an edge is not positive, as <c>default</c> is.</summary>
internal readonly record struct Area(int X, int Y, int Width, int Height)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;

    public bool IsEmpty => Width <= 0 || Height <= 0;

    public long PixelCount => IsEmpty ? 0 : (long)Width * Height;

    public bool Contains(Area other) =>
        other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;

    /// <summary>What both cover; empty if nothing.</summary>
    public Area Intersect(Area other)
    {
        int x = Math.Max(X, other.X);
        int y = Math.Max(Y, other.Y);
        int width = Math.Min(Right, other.Right) - x;
        int height = Math.Min(Bottom, other.Bottom) - y;
        return width <= 0 || height <= 0 ? default : new Area(x, y, width, height);
    }

    /// <summary>The smallest rectangle round both.</summary>
    public Area Union(Area other)
    {
        if (IsEmpty) return other;
        if (other.IsEmpty) return this;
        int x = Math.Min(X, other.X);
        int y = Math.Min(Y, other.Y);
        return new Area(x, y, Math.Max(Right, other.Right) - x, Math.Max(Bottom, other.Bottom) - y);
    }

    /// <summary>The same rectangle with every edge moved inwards by <paramref name="pixels"/>, outwards if negative.</summary>
    public Area Inset(int pixels) => new(X + pixels, Y + pixels, Width - (2 * pixels), Height - (2 * pixels));
}
