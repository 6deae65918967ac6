namespace ScreenShare.Swarm.Identity;

/// <summary>What a magnet link is good for, as far as the link itself tells.</summary>
public enum LinkKind
{
    None = 0,

    /// <summary>It has the content key: whoever opens it sees the broadcast.</summary>
    Viewing,

    /// <summary>A broadcast's without the content key: it allows to verify and pass on.</summary>
    Relay,

    /// <summary>Nothing but the infohash: what a shell leaves of a link that stands without quotes.</summary>
    CutShort,

    /// <summary>It describes files to be downloaded, or names nobody to ask as a broadcaster would: no broadcast.</summary>
    Torrent,
}
