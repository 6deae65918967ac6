using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The connections of a node in the order of their numbers, and the session they talk about. A connection the node ends leaves the list at
/// once; it is closed as soon as its last words, a goodbye, are with the transport.
/// </summary>
internal sealed class Neighbours
{
    private readonly Dictionary<ConnectionId, PeerSession> _sessions = []; // walked in the order of All only
    private readonly SortedDictionary<ConnectionId, PeerSession> _closing = [];
    private readonly Queue<ConnectionId> _closes = new();
    private readonly Queue<PeerSession> _withMessages = new(); // or sending, or gone since
    private readonly List<PeerSession> _withRequests = []; // or served since, or gone
    private PeerSession[]? _ordered;

    /// <summary>The current session's tag; 0 before there is one.</summary>
    public SessionTag Session { get; private set; }

    /// <summary>The newest frame of the session that anybody has told of; by one that may have left since, or lied.</summary>
    public FrameNumber NewestHeard { get; private set; }

    /// <summary>All, in order. A snapshot: closing one while walking is safe; look at its phase.</summary>
    public PeerSession[] All => _ordered ??= [.. _sessions.Values.OrderBy(session => session.Connection)];

    public int Count => _sessions.Count;

    /// <summary>Those that speak of the stream.</summary>
    public int CountLive()
    {
        int live = 0;
        foreach (PeerSession peer in All)
            live += peer.IsLive ? 1 : 0;
        return live;
    }

    /// <summary>How many say that they have the chunk, and are not silent.</summary>
    public int CountHolders(ChunkKind kind, FrameNumber frame, int chunk)
    {
        int holders = 0;
        foreach (PeerSession peer in All)
            holders += peer.IsLive && !peer.Pipeline.IsSnubbed && peer.Haves.Has(kind, frame, chunk) ? 1 : 0;
        return holders;
    }

    public void BeginSession(SessionTag session) => (Session, NewestHeard) = (session, FrameNumber.None);

    public void HandleHeard(FrameNumber frame) => NewestHeard = frame > NewestHeard ? frame : NewestHeard;

    /// <summary>Nobody is known to have anything of later frames.</summary>
    public void ForgetHeardAfter(FrameNumber frame) => NewestHeard = frame < NewestHeard ? frame : NewestHeard;

    public PeerSession? Find(ConnectionId connection) => _sessions.GetValueOrDefault(connection);

    public void Add(PeerSession session)
    {
        _sessions.Add(session.Connection, session);
        _ordered = null;
        session.Outbox.Filled = () => _withMessages.Enqueue(session);
        session.Requests.Filled = () => List(session);
    }

    /// <summary>The transport has closed already.</summary>
    public void Remove(ConnectionId connection)
    {
        _closing.Remove(connection);
        if (!_sessions.Remove(connection, out PeerSession? session)) return;
        _ordered = null;
        session.Inbox.Clear(); // what it lay in is used again
    }

    /// <summary>The node ends the connection.</summary>
    public void StartClosing(PeerSession session)
    {
        Remove(session.Connection);
        if (session.Outbox.Bytes is 0 or > SwarmLimits.LastWordsBytesMax)
        {
            _closes.Enqueue(session.Connection);
            return;
        }

        _closing.Add(session.Connection, session);
        if (_closing.Count > SwarmLimits.ClosingMax) CloseNow(_closing.First().Key);
    }

    public void HandleSent(ConnectionId connection)
    {
        if ((Find(connection) ?? _closing.GetValueOrDefault(connection)) is not { } session) return;
        session.IsSending = false;
        if (!session.Outbox.IsEmpty) _withMessages.Enqueue(session);
    }

    /// <summary>A connection with messages that can be handed to the transport now, first come first served.</summary>
    public PeerSession? TakeWithMessages()
    {
        while (_withMessages.TryDequeue(out PeerSession? session))
        {
            if (session.Phase != PeerPhase.Closed && !session.IsSending && !session.Outbox.IsEmpty) return session;
        }

        return null;
    }

    /// <summary>Those that wait for something that can be sent, in no order. Good until the next call.</summary>
    public List<PeerSession> WithRequests()
    {
        _withRequests.RemoveAll(static session => session.Requests.IsEmpty || session.Phase == PeerPhase.Closed);
        return _withRequests;
    }

    /// <summary>A connection whose last words can be handed to the transport now; it may be closed after them.</summary>
    public PeerSession? TakeLastWords()
    {
        if (_closing.Count == 0) return null; // walking a sorted dictionary allocates, and this is asked at every batch
        foreach (PeerSession session in _closing.Values)
        {
            if (session.IsSending) continue;
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
            CloseNow(stuck);
    }

    public bool TryTakeClose(out ConnectionId connection) => _closes.TryDequeue(out connection);

    /// <summary>Once a node has given all it has to give: what waits is then listed where it is looked for.</summary>
    public void CheckInvariants()
    {
        if (_ordered is { } ordered) Invariant.Counted(ordered.Length, _sessions.Count, "Neighbours in order");
        var withMessages = new HashSet<PeerSession>(_withMessages);
        var withRequests = new HashSet<PeerSession>(_withRequests);
        Invariant.Counted(_withRequests.Count, withRequests.Count, "Neighbours listed as waiting for something");
        foreach (PeerSession peer in All)
        {
            Invariant.Holds(Find(peer.Connection) == peer && peer.Phase != PeerPhase.Closed, $"{peer} is a neighbour");
            Invariant.Holds(!_closing.ContainsKey(peer.Connection), $"{peer} is not closing");
            bool isFound = peer.IsSending || peer.Outbox.IsEmpty || withMessages.Contains(peer);
            Invariant.Holds(isFound, $"{peer}, for which messages wait, is among those who have messages");
            Invariant.Holds(peer.Requests.IsEmpty || withRequests.Contains(peer), $"{peer} is among those who wait for something");
            peer.CheckInvariants();
        }
    }

    private void List(PeerSession session)
    {
        if (!_withRequests.Contains(session)) _withRequests.Add(session);
    }

    /// <summary>Without last words.</summary>
    private void CloseNow(ConnectionId connection)
    {
        _closing.Remove(connection);
        _closes.Enqueue(connection);
    }

    private ConnectionId? FirstStuck(Instant now)
    {
        foreach (PeerSession session in _closing.Values)
        {
            if (now - session.LastSent > SwarmLimits.KeepAliveInterval) return session.Connection;
        }

        return null;
    }
}
