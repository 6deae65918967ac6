namespace ScreenShare.Swarm.Node;

/// <summary>Why a node is to be woken. What is due together is done in this order.</summary>
public enum NodeTimer
{
    /// <summary>Chunk memory that nobody has needed lately is given back.</summary>
    Memory = 1,

    /// <summary>Connections that take nothing any more are closed without last words.</summary>
    LastWords,

    /// <summary>Silence, keep-alives, addresses to tell and to dial.</summary>
    Connections,

    /// <summary>Requests that are overdue, and chunks to ask for elsewhere.</summary>
    Claims,

    /// <summary>Whether to give up a neighbour of whom nothing comes, for another.</summary>
    Replacement,

    /// <summary>What the uplink carries is measured.</summary>
    Uplink,

    /// <summary>Standing requests: overdue parents, children to send away, what neighbours have not been told.</summary>
    Standings,

    /// <summary>Pictures that are late, and a broadcaster that is silent.</summary>
    Playout,

    /// <summary>How many watch.</summary>
    Census,

    /// <summary>Chunks whose announcement was put off.</summary>
    Announcements,

    /// <summary>At the source: first copies that did not arrive, neighbours that have fallen behind, its own pace.</summary>
    Spreading,

    /// <summary>The upload limit, or whoever holds the uplink up, lets something out.</summary>
    UploadLimit,

    /// <summary>The download limit lets something be asked for.</summary>
    DownloadLimit,

    /// <summary>At the source: there may be room for another frame.</summary>
    FrameRoom,
}
