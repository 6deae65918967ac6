using System.Buffers;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>One core's share of encoding: an encoder, which holds scratch, and the buffer its payloads go to. One call at a time.</summary>
internal sealed class TileWorker(TileGrid grid)
{
    private readonly TileEncoder _encoder = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The payloads of the last run, one after the other; valid until the next.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Run(TileWork work)
    {
        _buffer.ResetWrittenCount();
        while (work.TryTake(out ReadOnlySpan<TileIndex> tiles, out Span<PayloadPlace> places))
        {
            for (int i = 0; i < tiles.Length; i++)
            {
                int start = _buffer.WrittenCount;
                _encoder.Encode(work.Picture, grid.Bounds(tiles[i]), _buffer);
                places[i] = new PayloadPlace(this, start, _buffer.WrittenCount - start);
            }
        }
    }
}
