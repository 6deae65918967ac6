using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// One virtual key frame a node knows of: committed to by a manifest, and then perhaps fetched from others, or within reach because the
/// node's own state was exactly that.
/// </summary>
internal sealed class KeyFrameEntry
{
    public KeyFrameEntry(ChunkSet set) => Set = set;

    public FrameNumber Frame => Set.Frame;

    /// <summary>What arrived, or what was assembled.</summary>
    public ChunkSet Set { get; set; }

    /// <summary>The node's own state at this frame, in slot order; null when it never was exactly that.</summary>
    public Record[]? State { get; set; }

    /// <summary>Somebody asked for some of it then.</summary>
    public Instant UsedAt { get; set; } = new(long.MinValue / 2);

    public bool IsAssembling { get; set; }

    public bool CanServe => Set.IsComplete || State is not null;
}
