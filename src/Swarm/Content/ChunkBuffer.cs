using System.Diagnostics;

namespace ScreenShare.Swarm.Content;

/// <summary>
/// The memory of one chunk that has arrived. Filled once, by whoever rents it, and then only read; shared by all that keep the chunk or a
/// record of it: chunk sets, the state, snapshots of the state, released frames. Each holds it once for each chunk or record, and the last
/// to let go gives it back to its pool. Whoever forgets to let go loses nothing but the reuse: the memory is then the collector's.
/// Holding and letting go may happen on any thread, but only a holder may hand it to another.
/// </summary>
internal sealed class ChunkBuffer(ChunkPool pool, int sizeClass)
{
    private readonly byte[] _bytes = new byte[ChunkPool.BytesOf(sizeClass)];
    private int _holders;

    public int SizeClass => sizeClass;

    public Span<byte> Span => _bytes;

    public ReadOnlyMemory<byte> First(int bytes) => _bytes.AsMemory(0, bytes);

    /// <summary>The pool's: from here on its only holder is whoever rents it.</summary>
    public void Begin()
    {
        Debug.Assert(_holders == 0, "A buffer in the pool is held by nobody.");
        _holders = 1;
    }

    public void Hold()
    {
        int holders = Interlocked.Increment(ref _holders);
        Debug.Assert(holders > 1, "Only what is held can be shared.");
    }

    public void LetGo()
    {
        int holders = Interlocked.Decrement(ref _holders);
        Debug.Assert(holders >= 0, "Let go once too often.");
        if (holders == 0) pool.Return(this);
    }
}
