using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// The parts of a window's rectangle that belong to it, where a program has cut it to a shape (SHAPE), as those do that cannot count on
/// alpha: for round corners. What the window's memory holds elsewhere is what lay behind it when it was opened.
/// </summary>
internal sealed unsafe class WindowShape : IEquatable<WindowShape>
{
    private const int BoundingKind = 0;

    /// <summary>Each costs a round trip; a window of more parts is taken whole.</summary>
    private const int PartsMax = 1024;

    // From top to bottom, and from left to right where they begin in the same row; none overlap.
    private readonly Area[] _parts;

    private WindowShape(Area[] parts) => _parts = parts;

    /// <summary>Without a part of it missing.</summary>
    public bool IsWhole { get; private init; }

    public ReadOnlySpan<Area> Parts => _parts;

    public static WindowShape Whole(Area window) => new([window]) { IsWhole = true };

    /// <summary>As the server knows it now; whole when the window is gone.</summary>
    /// <param name="whole">The window, in its own coordinates.</param>
    public static WindowShape Of(XDisplay display, nuint window, Area whole)
    {
        XErrors.Clear();
        nuint region = LibXfixes.XFixesCreateRegionFromWindow(display.Handle, window, BoundingKind);
        XRectangle* rectangles = LibXfixes.XFixesFetchRegion(display.Handle, region, out int count);
        if (rectangles == null) return Whole(whole);
        Area[] parts = [.. Inside(new ReadOnlySpan<XRectangle>(rectangles, count), whole)];
        _ = LibX11.XFree(rectangles);
        LibXfixes.XFixesDestroyRegion(display.Handle, region);
        bool isWhole = XErrors.Take(display.Handle) is not null || count > PartsMax || (parts is [var part] && part == whole);
        return isWhole ? Whole(whole) : new WindowShape(parts);
    }

    /// <summary>Fills what does not belong to the window.</summary>
    /// <param name="area">Of the window; it lies at (x, y) of the picture.</param>
    public void FillAround(Picture picture, Area area, int x, int y, uint pixel)
    {
        for (int row = area.Y; row < area.Bottom; row++)
        {
            Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(picture.Row(y + row - area.Y)).Slice(x, area.Width);
            int from = area.X;
            foreach (Area part in _parts)
            {
                if (row < part.Y || row >= part.Bottom || part.Right <= from) continue;
                int to = Math.Clamp(part.X, from, area.Right);
                pixels[(from - area.X)..(to - area.X)].Fill(pixel);
                from = Math.Min(part.Right, area.Right);
            }

            pixels[(from - area.X)..].Fill(pixel);
        }
    }

    public bool Equals(WindowShape? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as WindowShape);

    public override int GetHashCode() => _parts.Length;

    private static List<Area> Inside(ReadOnlySpan<XRectangle> rectangles, Area whole)
    {
        var inside = new List<Area>();
        foreach (XRectangle part in rectangles)
        {
            Area area = new Area(part.X, part.Y, part.Width, part.Height).Intersect(whole);
            if (!area.IsEmpty) inside.Add(area);
        }

        return inside;
    }
}
