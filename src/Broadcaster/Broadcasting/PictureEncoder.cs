using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// Turns pictures of one size into payloads of the tiles that changed, keeping the last picture to compare with. Tiles of one picture
/// are encoded on several cores where there are enough of them. Owned by the encode task.
/// </summary>
internal sealed class PictureEncoder
{
    // Below this, waking another thread costs about what it saves: a tile takes some tens of microseconds.
    private const int TilesPerWorkerMin = 8;

    private readonly TileComparer _comparer;
    private readonly TileSet _changed;
    private readonly TileWorker[] _workers;

    // For each changed tile in order: which, and where its payload lies.
    private readonly TileIndex[] _tiles;
    private readonly PayloadPlace[] _places;
    private readonly List<SlotPayload> _payloads = [];

    private Picture? _previous;

    public PictureEncoder(TileGrid grid, int workers)
    {
        _comparer = new TileComparer(grid);
        _changed = new TileSet(grid);
        _tiles = new TileIndex[grid.Count];
        _places = new PayloadPlace[grid.Count];
        _workers = new TileWorker[workers];
        for (int i = 0; i < workers; i++) _workers[i] = new TileWorker(grid);
    }

    /// <summary>
    /// Compares with the picture before; the first has all tiles. Takes over <paramref name="current"/> and gives back another.
    /// </summary>
    public EncodedTiles Encode(Picture current)
    {
        if (_previous is null) _changed.AddAll();
        else _comparer.Compare(_previous, current, _changed);
        if (_changed.Count == 0) return new EncodedTiles([], current);

        int count = ListChanged();
        EncodeTiles(current, count);
        CollectPayloads(count);
        Picture? spare = _previous;
        _previous = current;
        return new EncodedTiles(_payloads, spare);
    }

    /// <summary>The picture that the next would have been compared with, for whoever ends the encoder; null before the first.</summary>
    public Picture? TakeLast()
    {
        Picture? last = _previous;
        _previous = null;
        return last;
    }

    private int ListChanged()
    {
        int count = 0;
        foreach (TileIndex tile in _changed) _tiles[count++] = tile;
        return count;
    }

    private void EncodeTiles(Picture picture, int count)
    {
        var work = new TileWork(picture, _tiles, _places, count);
        int workers = Math.Clamp(count / TilesPerWorkerMin, 1, _workers.Length);
        if (workers == 1) _workers[0].Run(work);
        else Parallel.For(0, workers, worker => _workers[worker].Run(work));
    }

    private void CollectPayloads(int count)
    {
        _payloads.Clear();
        for (int i = 0; i < count; i++)
        {
            PayloadPlace place = _places[i];
            _payloads.Add(new SlotPayload(new SlotIndex((ushort)_tiles[i].Value), place.Worker.Written.Slice(place.Start, place.Length)));
        }
    }
}
