using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// A few areas that cover all that were added. Reading an area costs a round trip to the server, so neighbours are merged where
/// that reads few pixels more than needed, and there are never more than <see cref="CountMax"/>.
/// </summary>
internal sealed class AreaList
{
    /// <summary>16 round trips of some 30 µs cost less than half a millisecond.</summary>
    public const int CountMax = 16;

    /// <summary>A round trip takes about as long as copying so many pixels (64 kB).</summary>
    private const long PixelsPerRoundTrip = 16_384;

    private readonly List<Area> _areas = new(CountMax);

    public ReadOnlySpan<Area> Areas => CollectionsMarshal.AsSpan(_areas);

    public void Clear() => _areas.Clear();

    public void Add(Area area)
    {
        if (area.IsEmpty) return;
        int best = -1;
        long bestWaste = long.MaxValue;
        for (int i = 0; i < _areas.Count; i++)
        {
            long waste = _areas[i].Union(area).PixelCount - _areas[i].PixelCount - area.PixelCount;
            if (waste < bestWaste) (best, bestWaste) = (i, waste);
        }

        if (best >= 0 && (bestWaste <= PixelsPerRoundTrip || _areas.Count == CountMax)) _areas[best] = _areas[best].Union(area);
        else _areas.Add(area);
    }
}
