using System.Numerics;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Content;

/// <summary>
/// The memory chunks are stored in, used again and again, since a stream brings thousands of chunks a second and forgets them seconds
/// later. By powers of two, so that a chunk takes less than twice its length. Any thread may use it.
/// <para>
/// It knows only what is free, so a buffer that is never given back costs an allocation and nothing else. It keeps as much as a window
/// given up at once sets free; what was not needed over the last few seconds is handed to the collector.
/// </para>
/// </summary>
public sealed class ChunkPool : IChunkMemory
{
    private const int SmallestBits = 8; // below 256 bytes the index's own entries are what costs
    private const int LargestBits = 16; // StreamParameters.ChunkCapacityMax

    /// <summary>Longer than key frames are apart, at each of which a second's deltas are given up together.</summary>
    private static readonly TimeSpan TrimInterval = TimeSpan.FromSeconds(5);

#pragma warning disable RS0030 // shells give chunks back from whichever thread is done with them
    private readonly Lock _gate = new();
#pragma warning restore RS0030
    private readonly Stack<ChunkBuffer>[] _free = new Stack<ChunkBuffer>[LargestBits - SmallestBits + 1];
    private readonly int[] _unneeded = new int[LargestBits - SmallestBits + 1]; // the fewest that were free since the last trim
    private readonly bool _poisons;
    private long _freeBytes;
    private Instant? _trimmedAt;

    /// <param name="poisons">Overwrites what is given back, so that whoever still reads it is found out. For tests and simulators.</param>
    public ChunkPool(bool poisons = false)
    {
        _poisons = poisons;
        for (int i = 0; i < _free.Length; i++)
            _free[i] = [];
    }

    /// <summary>Bytes of the buffers that nobody holds.</summary>
    public long FreeBytes => Volatile.Read(ref _freeBytes);

    internal static int BytesOf(int sizeClass) => 1 << (sizeClass + SmallestBits);

    /// <summary>Copies each chunk once: from the connection's buffer to the store.</summary>
    /// <param name="chunk">At most <see cref="StreamParameters.ChunkCapacityMax"/>.</param>
    public StoredChunk Keep(ReadOnlySpan<byte> chunk, in Hash256 hash)
    {
        ChunkBuffer buffer = Rent(chunk.Length);
        chunk.CopyTo(buffer.Span);
        return new StoredChunk(buffer.First(chunk.Length), buffer);
    }

    internal void Return(ChunkBuffer buffer)
    {
        if (_poisons) buffer.Span.Fill(0xDB);
        lock (_gate)
        {
            int bytes = BytesOf(buffer.SizeClass);
            if (_freeBytes + bytes > SwarmLimits.StoreBytesMax) return;
            _freeBytes += bytes;
            _free[buffer.SizeClass].Push(buffer);
        }
    }

    public void HandleTick(Instant now)
    {
        lock (_gate)
        {
            _trimmedAt ??= now;
            if (now - _trimmedAt < TrimInterval) return;
            _trimmedAt = now;
            for (int c = 0; c < _free.Length; c++)
            {
                for (; _unneeded[c] > 0; _unneeded[c]--)
                {
                    _free[c].Pop();
                    _freeBytes -= BytesOf(c);
                }

                _unneeded[c] = _free[c].Count;
            }
        }
    }

    void IChunkMemory.CheckInvariants()
    {
        lock (_gate)
        {
            long bytes = 0;
            for (int c = 0; c < _free.Length; c++)
            {
                bytes += (long)_free[c].Count * BytesOf(c);
                Invariant.Holds(_unneeded[c] <= _free[c].Count, $"of the buffers of {BytesOf(c)} bytes no more are unneeded than free");
            }

            Invariant.Counted(_freeBytes, bytes, "Bytes of free chunk memory");
        }
    }

    private ChunkBuffer Rent(int bytes)
    {
        int sizeClass = Math.Max(0, BitOperations.Log2((uint)Math.Max(bytes, 1) - 1) + 1 - SmallestBits);
        ChunkBuffer? buffer = null;
        lock (_gate)
        {
            if (_free[sizeClass].TryPop(out buffer))
            {
                _freeBytes -= BytesOf(sizeClass);
                _unneeded[sizeClass] = Math.Min(_unneeded[sizeClass], _free[sizeClass].Count);
            }
            else
            {
                _unneeded[sizeClass] = 0;
            }
        }

        buffer ??= new ChunkBuffer(this, sizeClass);
        buffer.Begin();
        return buffer;
    }
}
