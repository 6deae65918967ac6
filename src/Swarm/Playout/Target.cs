using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// A frame fixed to be shown next after the frame <see cref="After"/>, and the chunks it still lacks: of each slot only the newest record
/// in between counts, so a target that spans several frames costs less than they do one by one.
/// </summary>
internal sealed class Target
{
    private readonly List<(ChunkSet Set, int Chunk)> _chunks;

    private Target(FrameNumber after, FrameNumber frame, Instant chosenAt, List<(ChunkSet Set, int Chunk)> chunks)
    {
        After = after;
        Frame = frame;
        ChosenAt = chosenAt;
        _chunks = chunks;
    }

    /// <summary>Shown before; not part of this target.</summary>
    public FrameNumber After { get; }

    public FrameNumber Frame { get; }

    public Instant ChosenAt { get; }

    /// <summary>What it consists of, oldest frame first.</summary>
    public IReadOnlyList<(ChunkSet Set, int Chunk)> Chunks => _chunks;

    /// <summary>Keeps its chunks, also when their frames leave the window meanwhile; ended by <see cref="LetGo"/>.</summary>
    public void Hold()
    {
        foreach ((ChunkSet set, _) in _chunks)
            set.Hold();
    }

    public void LetGo()
    {
        foreach ((ChunkSet set, _) in _chunks)
            set.LetGo();
    }

    public bool IsComplete
    {
        get
        {
            foreach ((ChunkSet set, int chunk) in _chunks)
            {
                if (!set.Held[chunk]) return false;
            }

            return true;
        }
    }

    /// <summary>What is to be fetched for it yet.</summary>
    public long LackingBytes
    {
        get
        {
            long bytes = 0;
            foreach ((ChunkSet set, int chunk) in _chunks)
                bytes += set.Held[chunk] ? 0 : set.Index!.Chunks[chunk].Length; // indexed, as all that are chosen
            return bytes;
        }
    }

    /// <summary>
    /// It lacks something of a frame that is older than what nodes keep, and no neighbour has told of having it: it never comes. Whether
    /// those that have told of it speak the truth shows as time passes.
    /// </summary>
    public bool IsOutOfReach(Session session, Neighbours neighbours)
    {
        foreach ((ChunkSet set, int chunk) in Chunks)
        {
            bool isGivenUp = set.Kind == ChunkKind.Delta && set.Frame < session.KeyFrames.Floor && !set.Held[chunk];
            if (isGivenUp && neighbours.CountHolders(set.Kind, set.Frame, chunk) == 0) return true;
        }

        return false;
    }

    /// <summary>A target by way of deltas. Every frame in (after, frame] is in the window and indexed.</summary>
    public static Target ByDeltas(FrameWindow window, FrameNumber after, FrameNumber frame, int slotCount, Instant now)
    {
        var chunks = new List<(ChunkSet Set, int Chunk)>(window[frame]?.Delta?.ChunkCount ?? 0);
        var covered = new Bits(slotCount);
        for (FrameNumber f = frame; f > after; f = f.Previous)
        {
            if (window[f]?.Delta is not { } delta) continue;
            for (int c = delta.ChunkCount - 1; c >= 0; c--)
            {
                bool isNewestForSome = false;
                foreach (ushort slot in delta.Index!.SlotsOf(c)) // indexed, by contract
                    isNewestForSome |= covered.Add(slot);
                if (isNewestForSome) chunks.Add((delta, c));
            }
        }

        chunks.Reverse();
        return new Target(after, frame, now, chunks);
    }

    /// <summary>A target by way of a key frame whose index is there: only the chunks with a record newer than the state has.</summary>
    public static Target ByKeyFrame(ChunkSet keyFrame, FrameNumber after, SlotTable state, Instant now)
    {
        var chunks = new List<(ChunkSet Set, int Chunk)>();
        FrameIndex index = keyFrame.Index!; // by contract
        for (int c = 0; c < keyFrame.ChunkCount; c++)
        {
            ChunkEntry entry = index.Chunks[c];
            for (int i = 0; i < entry.SlotCount; i++)
            {
                if (index.OriginAt(entry.SlotStart + i) <= state.OriginOf(index.Slots[entry.SlotStart + i])) continue;
                chunks.Add((keyFrame, c));
                break;
            }
        }

        return new Target(after, keyFrame.Frame, now, chunks);
    }
}
