using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>The tiles of one picture that are to be encoded, shared by the workers: each takes the next few until none is left.</summary>
internal sealed class TileWork(Picture picture, TileIndex[] tiles, PayloadPlace[] places, int count)
{
    // Neighbouring tiles share rows of memory; eight are done in about a third of a millisecond, so workers end almost together.
    private const int TilesPerTurn = 8;

    private int _taken;

    public Picture Picture => picture;

    /// <summary>The next tiles and where to say where their payloads lie; false when none are left.</summary>
    public bool TryTake(out ReadOnlySpan<TileIndex> next, out Span<PayloadPlace> nextPlaces)
    {
        int start = Interlocked.Add(ref _taken, TilesPerTurn) - TilesPerTurn;
        int length = Math.Clamp(count - start, 0, TilesPerTurn);
        next = length > 0 ? tiles.AsSpan(start, length) : default;
        nextPlaces = length > 0 ? places.AsSpan(start, length) : default;
        return length > 0;
    }
}

/// <summary>
/// Where a payload lies in its worker's buffer: a place rather than the memory, since the buffer may move while it grows.
/// </summary>
internal readonly record struct PayloadPlace(TileWorker Worker, int Start, int Length);
