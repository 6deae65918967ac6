using System.Diagnostics.CodeAnalysis;

namespace ScreenShare.Frames.Layers;

/// <summary>What the mouse pointer looks like, up to <see cref="EdgeMax"/> pixels wide and high. Immutable; equal by content.</summary>
public sealed class PointerShape : IEquatable<PointerShape>
{
    /// <summary>Desktops draw pointers of 24 to 64 pixels; a larger one is cut round its hot spot.</summary>
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

    /// <summary>A shape of any size, of which at most so many pixels each way are kept, round the hot spot.</summary>
    public static PointerShape Cut(ReadOnlySpan<uint> pixels, int width, int height, int hotX, int hotY, int edgeMax = EdgeMax)
    {
        int left = Math.Clamp(hotX - (edgeMax / 2), 0, Math.Max(0, width - edgeMax));
        int top = Math.Clamp(hotY - (edgeMax / 2), 0, Math.Max(0, height - edgeMax));
        (int keptWidth, int keptHeight) = (Math.Min(width, edgeMax), Math.Min(height, edgeMax));
        var kept = new uint[keptWidth * keptHeight];
        for (int y = 0; y < keptHeight; y++)
            pixels.Slice(((top + y) * width) + left, keptWidth).CopyTo(kept.AsSpan(y * keptWidth));
        return new PointerShape(kept, keptWidth, keptHeight, hotX - left, hotY - top);
    }

    public bool Equals([NotNullWhen(true)] PointerShape? other) =>
        ReferenceEquals(this, other)
        || (other is not null && (Width, Height, HotX, HotY) == (other.Width, other.Height, other.HotX, other.HotY)
            && Pixels.SequenceEqual(other.Pixels));

    public override bool Equals(object? obj) => Equals(obj as PointerShape);

    public override int GetHashCode() => HashCode.Combine(Width, Height, HotX, HotY);
}
