namespace ScreenShare.Swarm.Content;

/// <summary>
/// A delta or a key frame as far as it has arrived: the commitment of a signed manifest, then the index that matches it, then chunks that
/// match the index. Nothing unverified is ever in it.
/// </summary>
internal sealed class ChunkSet
{
    private ReadOnlyMemory<byte>[] _chunks = [];

    /// <param name="kind"><see cref="ChunkKind.Delta"/> or <see cref="ChunkKind.KeyFrame"/>.</param>
    public ChunkSet(ChunkKind kind, FrameNumber frame, int indexBytes, Hash256 indexHash)
    {
        Kind = kind;
        Frame = frame;
        IndexBytes = indexBytes;
        IndexHash = indexHash;
    }

    public ChunkKind Kind { get; }

    public FrameNumber Frame { get; }

    public int IndexBytes { get; }

    public Hash256 IndexHash { get; }

    public FrameIndex? Index { get; private set; }

    public Bits Held { get; private set; } = new();

    public long HeldBytes { get; private set; }

    public ChunkKind IndexKind => Kind == ChunkKind.Delta ? ChunkKind.DeltaIndex : ChunkKind.KeyFrameIndex;

    public int ChunkCount => _chunks.Length;

    public bool IsComplete => Index is not null && Held.Count == _chunks.Length;

    public ReadOnlyMemory<byte> Chunk(int number) => _chunks[number];

    public void SetIndex(FrameIndex index)
    {
        Index = index;
        _chunks = new ReadOnlyMemory<byte>[index.Chunks.Length];
        Held = new Bits(_chunks.Length);
    }

    public void SetChunk(int number, ReadOnlyMemory<byte> bytes)
    {
        if (!Held.Add(number))
            return;
        _chunks[number] = bytes;
        HeldBytes += bytes.Length;
    }

    public static ChunkSet FromPacked(ChunkKind kind, PackedFrame packed, Hash256 indexHash)
    {
        var set = new ChunkSet(kind, packed.Index.Frame, packed.Index.Bytes.Length, indexHash);
        set.SetIndex(packed.Index);
        for (int c = 0; c < packed.Chunks.Length; c++)
            set.SetChunk(c, packed.Chunks[c]);
        return set;
    }
}
