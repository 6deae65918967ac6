using System.Diagnostics;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Content;

/// <summary>
/// A delta or a key frame as far as it has arrived: the commitment of a signed manifest, then the index that matches it, then chunks that
/// match the index. Nothing unverified is ever in it.
/// <para>
/// It is held by the window or the shelf it stands in and by each target it belongs to. When the last of them lets go it lets go of its
/// chunks, and stores none until it is held again. The loop's alone.
/// </para>
/// </summary>
internal sealed class ChunkSet
{
    /// <summary>A frame of moving pictures has no more.</summary>
    private const int UsualChunksMax = 32;

    private StoredChunk[] _chunks = [];
    private int _holders = 1; // whoever makes it

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

    /// <summary>Much of it is on its way for long.</summary>
    public bool IsLong => _chunks.Length > UsualChunksMax;

    public bool IsComplete => Index is not null && Held.Count == _chunks.Length;

    public StoredChunk Chunk(int number) => _chunks[number];

    public void SetIndex(FrameIndex index)
    {
        Index = index;
        _chunks = new StoredChunk[index.Chunks.Length];
        Held = new Bits(_chunks.Length);
    }

    /// <param name="chunk">Taken over from its holder, whether it is stored or not.</param>
    public void SetChunk(int number, StoredChunk chunk)
    {
        if (_holders == 0 || !Held.Add(number))
        {
            chunk.Buffer?.LetGo();
            return;
        }

        _chunks[number] = chunk;
        HeldBytes += chunk.Bytes.Length;
    }

    public void Hold() => _holders++;

    public void LetGo()
    {
        Debug.Assert(_holders > 0, "Let go once too often.");
        if (--_holders > 0) return;
        for (int c = Held.Next(0); c >= 0; c = Held.Next(c + 1))
        {
            _chunks[c].Buffer?.LetGo();
            _chunks[c] = default;
        }

        Held.Clear();
        HeldBytes = 0;
    }

    public void CheckInvariants()
    {
        Held.CheckInvariants();
        long bytes = 0;
        for (int c = 0; c < _chunks.Length; c++)
        {
            Invariant.Holds(Held[c] != _chunks[c].Bytes.IsEmpty, $"{Kind} {Frame}:{c} is here, which is said to be {Held[c]}");
            bytes += _chunks[c].Bytes.Length;
        }

        Invariant.Counted(HeldBytes, bytes, $"Bytes of {Kind} {Frame}");
    }

    public static ChunkSet FromPacked(ChunkKind kind, PackedFrame packed, Hash256 indexHash)
    {
        var set = new ChunkSet(kind, packed.Index.Frame, packed.Index.Bytes.Length, indexHash);
        set.SetIndex(packed.Index);
        for (int c = 0; c < packed.Chunks.Length; c++)
            set.SetChunk(c, new StoredChunk(packed.Chunks[c]));
        return set;
    }
}
