using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The connections of a node in the order of their numbers, and the session they talk about. A connection the node ends leaves the list at
/// once; it is closed as soon as its last words, a goodbye, are with the transport.
/// </summary>
internal sealed class Neighbours
{
    private readonly SortedDictionary<ConnectionId, PeerSession> _sessions = [];
    private readonly SortedDictionary<ConnectionId, PeerSession> _closing = [];
    private readonly Queue<ConnectionId> _closes = new();
    private PeerSession[]? _ordered;

    /// <summary>The current session's tag; 0 before there is one.</summary>
    public SessionTag Session { get; set; }

    /// <summary>All, in order. A snapshot: closing one while walking is safe; look at its phase.</summary>
    public PeerSession[] All => _ordered ??= [.. _sessions.Values];

    public int Count => _sessions.Count;

    public PeerSession? Find(ConnectionId connection) => _sessions.GetValueOrDefault(connection);

    public void Add(PeerSession session)
    {
        _sessions.Add(session.Connection, session);
        _ordered = null;
    }

    /// <summary>The transport has closed already.</summary>
    public void Remove(ConnectionId connection)
    {
        _closing.Remove(connection);
        if (_sessions.Remove(connection))
            _ordered = null;
    }

    /// <summary>The node ends the connection.</summary>
    public void StartClosing(PeerSession session)
    {
        Remove(session.Connection);
        if (session.Outbox.IsEmpty)
            _closes.Enqueue(session.Connection);
        else
            _closing.Add(session.Connection, session);
    }

    public void HandleSent(ConnectionId connection)
    {
        if ((Find(connection) ?? _closing.GetValueOrDefault(connection)) is { } session)
            session.IsSending = false;
    }

    /// <summary>A connection whose last words can be handed to the transport now; it may be closed after them.</summary>
    public PeerSession? TakeLastWords()
    {
        if (_closing.Count == 0)
            return null; // walking a sorted dictionary allocates, and this is asked at every batch
        foreach (PeerSession session in _closing.Values)
        {
            if (session.IsSending)
                continue;
            _closing.Remove(session.Connection);
            _closes.Enqueue(session.Connection);
            return session;
        }

        return null;
    }

    /// <summary>Those whose transport takes nothing any more are closed without last words.</summary>
    public void HandleTick(Instant now)
    {
        while (FirstStuck(now) is { } stuck)
        {
            _closing.Remove(stuck);
            _closes.Enqueue(stuck);
        }
    }

    public bool TryTakeClose(out ConnectionId connection) => _closes.TryDequeue(out connection);

    private ConnectionId? FirstStuck(Instant now)
    {
        foreach (PeerSession session in _closing.Values)
        {
            if (now - session.LastSent > SwarmLimits.KeepAliveInterval)
                return session.Connection;
        }

        return null;
    }
}
