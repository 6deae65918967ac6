using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Window;

/// <summary>
/// One virtual key frame a node knows of: committed to by a manifest, and then perhaps fetched from others, or within reach because the
/// node's own state was exactly that.
/// </summary>
internal sealed class KeyFrameEntry
{
    /// <param name="set">Taken over from its holder, as is what <see cref="Replace"/> is given.</param>
    public KeyFrameEntry(ChunkSet set) => Set = set;

    public FrameNumber Frame => Set.Frame;

    /// <summary>What arrived, or what was assembled.</summary>
    public ChunkSet Set { get; private set; }

    /// <summary>The node's own state at this frame, in slot order; null when it never was exactly that.</summary>
    public StateSnapshot? State { get; private set; }

    /// <summary>Somebody asked for some of it then.</summary>
    public Instant UsedAt { get; set; } = new(long.MinValue / 2);

    public bool IsAssembling { get; set; }

    public bool CanServe => Set.IsComplete || State is not null;

    public void Replace(ChunkSet set)
    {
        Set.LetGo();
        Set = set;
    }

    /// <param name="state">Taken over from its holder; null: the chunks say the same by now.</param>
    public void Reach(StateSnapshot? state)
    {
        State?.LetGo();
        State = state;
    }

    /// <summary>It leaves the shelf.</summary>
    public void LetGo()
    {
        Set.LetGo();
        Reach(null);
    }
}
