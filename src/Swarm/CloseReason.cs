namespace ScreenShare.Swarm;

/// <summary>Why a connection ended, as this node sees it.</summary>
public enum CloseReason
{
    None = 0,

    /// <summary>The transport closed or failed without a goodbye.</summary>
    ConnectionLost,

    /// <summary>The peer said goodbye.</summary>
    PeerLeft,
    PeerIsFull,
    Blocked,
    Violation,

    /// <summary>Nothing arrived for too long.</summary>
    Silent,
    Duplicate,
    ConnectedToItself,
    HandshakeTimedOut,

    /// <summary>It had left a long message unfinished for longest when there was no room for another.</summary>
    Unfinished,

    /// <summary>Given up for a better neighbour.</summary>
    Replaced,
    Full,
    Leaving,
}
