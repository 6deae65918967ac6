using BenchmarkDotNet.Attributes;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Benchmarks;

/// <summary>What one chunk of 16 KiB costs at the store: its hash, its place in the pool, its place in its set.</summary>
public class Storing
{
    private readonly byte[] _data = new byte[StreamParameters.ChunkCapacityUsual];
    private readonly ChunkPool _pool = new();
    private Hash256 _hash;
    private FrameIndex? _index;

    [GlobalSetup]
    public void Fill()
    {
        new Random(1).NextBytes(_data);
        _hash = Hash256.Of(_data);
        _index = new FrameIndex(FrameNumber.First, [0], [new ChunkEntry(_data.Length, _hash, 0, 1)], [0], origins: null);
    }

    [Benchmark]
    public bool Verify() => Hash256.Of(_data) == _hash;

    [Benchmark]
    public int KeepAndLetGo()
    {
        StoredChunk chunk = _pool.Keep(_data, _hash);
        chunk.Buffer!.LetGo(); // the pool's own
        return chunk.Bytes.Length;
    }

    /// <summary>With the set itself, so the allocations are those of a frame of one chunk.</summary>
    [Benchmark]
    public bool StoreInASet()
    {
        var set = new ChunkSet(ChunkKind.Delta, FrameNumber.First, 1, default);
        set.SetIndex(_index!); // made by the setup
        set.SetChunk(0, _pool.Keep(_data, _hash));
        bool isComplete = set.IsComplete;
        set.LetGo();
        return isComplete;
    }
}
