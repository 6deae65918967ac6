using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Playout;

/// <summary>The key frame that is being fetched, one at a time, and when another would be here sooner.</summary>
internal sealed class PinnedKeyFrame(Session session, Neighbours neighbours)
{
    /// <summary>When nothing of it has come for so long, a newer one may be easier to get.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(2);

    /// <summary>The same while there is no index yet: nothing has been fetched that a newer key frame would make useless.</summary>
    private static readonly TimeSpan NoIndexAfter = TimeSpan.FromMilliseconds(500);

    private Instant _at;
    private TimeSpan _patience = StuckAfter;

    /// <summary>Null: none is fetched.</summary>
    public KeyFrameEntry? Entry { get; private set; }

    /// <summary>Somebody says that it has it.</summary>
    public bool IsAvailable => Entry is not null && AvailableKeyFrames.Contain(Entry, neighbours);

    public void Pin(KeyFrameEntry? entry, Instant now) => (Entry, _at) = (entry, now);

    /// <summary>It is here.</summary>
    public void Complete() => (Entry, _patience) = (null, StuckAfter);

    /// <param name="progressAt">When something that is needed next came last.</param>
    public bool IsStuck(Instant progressAt, Instant now) =>
        now - Instant.Max(progressAt, _at) > (Entry?.Set.Index is null ? NoIndexAfter : StuckAfter);

    /// <summary>
    /// It has taken long, and more neighbours have a newer one. The next may take twice as long: a thin downlink must come to an end with
    /// one, whoever has newer ones.
    /// </summary>
    public bool IsToBeHadSooner(Instant now)
    {
        if (Entry is null || now - _at <= _patience) return false;
        bool haveMore = AvailableKeyFrames.Newest(session.KeyFrames, neighbours) is { } newest && newest.Frame > Entry.Frame
            && AvailableKeyFrames.CountHolders(newest, neighbours) > AvailableKeyFrames.CountHolders(Entry, neighbours);
        if (haveMore) _patience *= 2;
        return haveMore;
    }
}
