using System.Diagnostics.CodeAnalysis;

namespace ScreenShare.Frames.Layers;

/// <summary>What the mouse pointer looks like, up to <see cref="EdgeMax"/> pixels wide and high. Immutable; equal by content.</summary>
public sealed class PointerShape : IEquatable<PointerShape>
{
    /// <summary>Desktops draw pointers of 24 to 64 pixels; a larger one, as for weak eyes, is made smaller.</summary>
    public const int EdgeMax = 64;

    private readonly uint[] _pixels;

    /// <param name="pixels">Premultiplied, blue in the lowest byte and alpha in the highest, row by row; copied.</param>
    /// <exception cref="ArgumentException">An edge is outside 1…64, or there are more or fewer pixels than that.</exception>
    public PointerShape(ReadOnlySpan<uint> pixels, int width, int height, int hotX, int hotY)
    {
        if (width is < 1 or > EdgeMax || height is < 1 or > EdgeMax || pixels.Length != width * height)
            throw new ArgumentException($"{pixels.Length} pixels are no pointer of {width}x{height}.", nameof(pixels));
        _pixels = pixels.ToArray();
        Width = width;
        Height = height;
        HotX = Math.Clamp(hotX, 0, width - 1);
        HotY = Math.Clamp(hotY, 0, height - 1);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Column of the hot spot, from the left; within the shape.</summary>
    public int HotX { get; }

    /// <summary>Row of the hot spot, from the top; within the shape.</summary>
    public int HotY { get; }

    /// <summary>Row by row; premultiplied, blue in the lowest byte.</summary>
    public ReadOnlySpan<uint> Pixels => _pixels;

    /// <summary>A shape of any size, made smaller until no edge is above <paramref name="edgeMax"/>.</summary>
    /// <param name="pixels">As for the constructor.</param>
    /// <param name="hotX">Of the shape as it is given; one outside of it counts as the nearest pixel inside.</param>
    /// <param name="hotY">As <paramref name="hotX"/>.</param>
    public static PointerShape Fit(ReadOnlySpan<uint> pixels, int width, int height, int hotX, int hotY, int edgeMax = EdgeMax)
    {
        int longest = Math.Max(width, height);
        if (longest <= edgeMax) return new PointerShape(pixels, width, height, hotX, hotY);
        return Shrink(pixels, width, height, hotX, hotY, Shrunk(width), Shrunk(height));

        int Shrunk(int edge) => Math.Max(1, ((edge * edgeMax) + (longest / 2)) / longest);
    }

    /// <summary>The same shape in fewer pixels: each is the mean of those it stands for.</summary>
    /// <exception cref="ArgumentException">An edge is not within 1 and what it was.</exception>
    public PointerShape Shrink(int width, int height) => Shrink(_pixels, Width, Height, HotX, HotY, width, height);

    public bool Equals([NotNullWhen(true)] PointerShape? other) =>
        ReferenceEquals(this, other)
        || (other is not null && (Width, Height, HotX, HotY) == (other.Width, other.Height, other.HotX, other.HotY)
            && Pixels.SequenceEqual(other.Pixels));

    public override bool Equals(object? obj) => Equals(obj as PointerShape);

    public override int GetHashCode() => HashCode.Combine(Width, Height, HotX, HotY);

    private static PointerShape Shrink(
        ReadOnlySpan<uint> pixels, int fromWidth, int fromHeight, int hotX, int hotY, int width, int height)
    {
        if (width < 1 || width > fromWidth || height < 1 || height > fromHeight)
            throw new ArgumentException($"A pointer of {fromWidth}x{fromHeight} cannot be made smaller to {width}x{height}.");
        var shrunk = new uint[width * height];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<uint> rows = pixels[(y * fromHeight / height * fromWidth)..((y + 1) * fromHeight / height * fromWidth)];
            for (int x = 0; x < width; x++)
                shrunk[(y * width) + x] = Mean(rows, fromWidth, x * fromWidth / width, (x + 1) * fromWidth / width);
        }

        int inX = Math.Clamp(hotX, 0, fromWidth - 1);
        int inY = Math.Clamp(hotY, 0, fromHeight - 1);
        return new PointerShape(shrunk, width, height, inX * width / fromWidth, inY * height / fromHeight);
    }

    /// <summary>Of some columns of all the rows. Premultiplied colours may be averaged like any numbers.</summary>
    private static uint Mean(ReadOnlySpan<uint> rows, int rowPixels, int from, int to)
    {
        (ulong blue, ulong green, ulong red, ulong alpha) = (0, 0, 0, 0);
        ulong count = (ulong)(to - from) * (ulong)(rows.Length / rowPixels);
        for (; !rows.IsEmpty; rows = rows[rowPixels..])
        {
            foreach (uint pixel in rows[from..to])
            {
                (blue, green) = (blue + (pixel & 255), green + ((pixel >> 8) & 255));
                (red, alpha) = (red + ((pixel >> 16) & 255), alpha + (pixel >> 24));
            }
        }

        return Rounded(blue) | (Rounded(green) << 8) | (Rounded(red) << 16) | (Rounded(alpha) << 24);

        uint Rounded(ulong sum) => (uint)((sum + (count / 2)) / count);
    }
}
