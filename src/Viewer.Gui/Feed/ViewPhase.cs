namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>Where a viewing stands. The page reads the names in lower case.</summary>
internal enum ViewPhase
{
    Looking = 0,

    /// <summary>Peers are connected; no picture yet.</summary>
    Waiting,

    /// <summary>Others wait too, and nobody broadcasts yet.</summary>
    Idle,

    Live,

    /// <summary>Nothing was heard of the broadcaster for a while.</summary>
    Stale,

    /// <summary>The broadcaster is heard, but its pictures do not get here.</summary>
    Late,

    /// <summary>The broadcast has ended; the last picture stays.</summary>
    Ended,

    /// <summary>The viewing cannot go on.</summary>
    Failed,

    /// <summary>The program ends.</summary>
    Closed,
}
