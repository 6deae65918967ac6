using System.Numerics;

namespace ScreenShare.Simulator.Network;

/// <summary>Batches by size class (powers of two), so that a run allocates only up to the most that was ever under way.</summary>
internal sealed class BatchPool
{
    private const int SmallestBits = 6; // 64 bytes: a have or a request
    private readonly Stack<Batch>[] _free = new Stack<Batch>[32 - SmallestBits];

    public BatchPool()
    {
        for (int i = 0; i < _free.Length; i++)
            _free[i] = new Stack<Batch>();
    }

    /// <summary>Batches handed out and not returned.</summary>
    public int Outstanding { get; private set; }

    public Batch Rent(ReadOnlySpan<byte> bytes)
    {
        int sizeClass = Math.Max(0, 32 - BitOperations.LeadingZeroCount((uint)bytes.Length - 1) - SmallestBits);
        if (!_free[sizeClass].TryPop(out Batch? batch)) batch = new Batch(this, new byte[1 << (sizeClass + SmallestBits)], sizeClass);
        batch.Fill(bytes);
        Outstanding++;
        return batch;
    }

    public void Return(Batch batch)
    {
        Outstanding--;
        _free[batch.SizeClass].Push(batch);
    }
}
