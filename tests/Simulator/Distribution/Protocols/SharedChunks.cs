using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Distribution.Protocols;

/// <summary>One copy of each chunk for all nodes of a run: a thousand viewers hold the same seconds of the same stream.</summary>
internal sealed class SharedChunks : IChunkMemory
{
    /// <summary>A few seconds of a stream in small chunks. What is forgotten is copied again; that only costs memory.</summary>
    private const int ChunksMax = 16_384;

    private readonly Dictionary<Hash256, byte[]> _chunks = [];
    private readonly Queue<Hash256> _order = new();

    public StoredChunk Keep(ReadOnlySpan<byte> chunk, in Hash256 hash)
    {
        if (_chunks.TryGetValue(hash, out byte[]? kept)) return new StoredChunk(kept);
        kept = chunk.ToArray();
        _chunks.Add(hash, kept);
        _order.Enqueue(hash);
        if (_order.Count > ChunksMax) _chunks.Remove(_order.Dequeue());
        return new StoredChunk(kept);
    }
}
