using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Download;

/// <summary>Where verified chunks go, asked for or not: into their <see cref="ChunkSet"/>, and on a list of what is new.</summary>
internal sealed class ArrivedChunks
{
    private readonly IChunkMemory _chunks;
    private readonly Queue<(ChunkSet Set, int Number)> _new = new();

    public ArrivedChunks(IChunkMemory chunks) => _chunks = chunks;

    /// <param name="data">Proven by <paramref name="hash"/>; copied.</param>
    public void Keep(ChunkSet set, int number, ReadOnlySpan<byte> data, in Hash256 hash)
    {
        set.SetChunk(number, _chunks.Keep(data, hash));
        _new.Enqueue((set, number));
    }

    public void KeepIndex(ChunkSet set, FrameIndex index)
    {
        set.SetIndex(index);
        _new.Enqueue((set, -1));
    }

    /// <summary>What is new since the last call: a chunk's number, or -1 for the index.</summary>
    public bool TryTake(out ChunkSet? set, out int number)
    {
        bool any = _new.TryDequeue(out (ChunkSet Set, int Number) arrived);
        (set, number) = any ? (arrived.Set, arrived.Number) : (null, 0);
        return any;
    }

    public void Clear() => _new.Clear();
}
