using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The life of connections: shakes hands, admits, settles double connections, has addresses exchanged, notices silence, and has whoever is
/// lost replaced (<see cref="Dialling"/>). What is said on an open connection is others' business.
/// </summary>
internal sealed class Neighbourhood
{
    private readonly SwarmOptions _options;
    private readonly NodeServices _services;
    private readonly Neighbours _neighbours;
    private readonly AddressBook _book;
    private readonly AddressRules _rules = new();
    private readonly Dialling _dialling;
    private readonly Queue<PeerSession> _opened = new();
    private readonly Queue<(PeerSession Peer, CloseReason Reason)> _lost = new();
    private readonly Introduction _introduction;
    private bool _isLeaving;

    public Neighbourhood(SwarmOptions options, SwarmMembership membership, NodeServices services, Neighbours neighbours)
    {
        _options = options;
        _services = services;
        _neighbours = neighbours;
        _book = new AddressBook(services.Random);
        _dialling = new Dialling(options.PeersWanted, neighbours, _book, _rules);
        if (membership.IsSource)
            _dialling.Stop(); // it waits to be dialled
        Gossip = new PeerGossip(neighbours, _book, _rules);
        _introduction = new Introduction(options, membership, PeerId.Create(services.Random), Gossip);
    }

    /// <summary>Learned from the first peer that has it, where the membership had none.</summary>
    public PublicKey? PublicKey => _introduction.PublicKey;

    /// <summary>What is told of others, and heard.</summary>
    public PeerGossip Gossip { get; }

    /// <summary>As newcomers are told.</summary>
    /// <param name="bytesPerSecond">Null: no limit.</param>
    public void SetUploadLimit(long? bytesPerSecond) => _introduction.UploadLimitBytesPerSecond = bytesPerSecond;

    public void Block(AddressRule rule, Instant now)
    {
        _rules.Block(rule);
        foreach (PeerSession peer in _neighbours.All)
        {
            if (rule.Matches(peer.Remote))
                Close(peer, CloseReason.Blocked, now, GoodbyeReason.Blocked);
        }
    }

    public void Unblock(AddressRule rule) => _rules.Unblock(rule);

    public void HandleConnected(ConnectionId connection, PeerAddress remote, ConnectionSide side, Instant now)
    {
        var peer = new PeerSession(connection, remote, side, now) { IsListening = side == ConnectionSide.Dialled };
        _dialling.HandleConnected(remote);
        _neighbours.Add(peer);
        bool refused = _isLeaving || (side == ConnectionSide.Accepted && _neighbours.Count > _options.PeersMax + SwarmLimits.HalfOpenMax);
        if (refused)
            Close(peer, CloseReason.Full, now);
        else if (side == ConnectionSide.Dialled)
            _introduction.SayHandshake(peer);
    }

    public void HandleDialFailed(PeerAddress address, Instant now) => _dialling.HandleFailed(address, now);

    public void HandleClosed(PeerSession peer, Instant now)
    {
        if (peer.IsListening && !peer.IsOpen)
            _book.HandleFailed(peer.Remote, now);
        Forget(peer, CloseReason.ConnectionLost);
    }

    /// <summary>Ends a connection from this side. What waits for it is still sent, a goodbye last.</summary>
    public void Close(PeerSession peer, CloseReason reason, Instant now, GoodbyeReason goodbye = GoodbyeReason.Unknown)
    {
        if (peer.Phase == PeerPhase.Closed)
            return;
        if (peer.IsLive && goodbye != GoodbyeReason.Unknown)
            peer.Writer.Goodbye(peer.Outbox, new Goodbye(goodbye));
        if (peer.IsListening && reason is CloseReason.Silent or CloseReason.HandshakeTimedOut or CloseReason.Full)
            _book.HandleFailed(peer.Remote, now);
        if (peer.IsListening && reason == CloseReason.Replaced)
            _book.Avoid(peer.Remote, now + SwarmLimits.ReplacedRetry);
        if (reason is CloseReason.ConnectedToItself or CloseReason.PeerIsFull && peer.IsListening)
            _book.Avoid(peer.Remote, now + (reason == CloseReason.PeerIsFull ? TimeSpan.FromSeconds(3) : TimeSpan.FromDays(365)));
        Forget(peer, reason);
    }

    /// <summary>The price of a broken rule: the connection, and no other one for a while.</summary>
    public void Punish(PeerSession peer, ProtocolViolation violation, Instant now)
    {
        if (peer.Phase == PeerPhase.Handshake)
            // Another protocol, or BitTorrent's own encryption: nobody to warn of.
            PeerLog.NotOneOfOurs(_services.Log, peer.Remote, violation);
        else
            PeerLog.PeerBrokeRule(_services.Log, peer.Remote, violation);
        if (peer.IsListening)
        {
            _rules.Ban(peer.Remote, now);
            _book.Avoid(peer.Remote, now + SwarmLimits.BanTime);
        }

        Close(peer, CloseReason.Violation, now, GoodbyeReason.Violation);
    }

    public ProtocolViolation HandleHandshake(PeerSession peer, Handshake handshake, Instant now)
    {
        if (_introduction.HandleHandshake(peer, handshake) is var violation and not ProtocolViolation.None)
            return violation;
        if (handshake.PeerId == _introduction.Own)
        {
            Close(peer, CloseReason.ConnectedToItself, now);
            return ProtocolViolation.None;
        }

        if (peer.Side == ConnectionSide.Accepted)
            _introduction.SayHandshake(peer);
        _introduction.SayExtensionHandshake(peer);
        peer.Phase = PeerPhase.ExtensionHandshake;
        return ProtocolViolation.None;
    }

    public ProtocolViolation HandleExtensionHandshake(PeerSession peer, ReadOnlySpan<byte> body, Instant now)
    {
        if (peer.IsOpen)
            return ProtocolViolation.None; // BEP 10 allows more than one; nothing in a later one concerns us
        if (_introduction.HandleExtensionHandshake(peer, body) is var violation and not ProtocolViolation.None)
            return violation;
        Admit(peer, now);
        return ProtocolViolation.None;
    }

    public void HandleGoodbye(PeerSession peer, GoodbyeReason reason, Instant now)
    {
        if (peer.IsListening && reason is GoodbyeReason.Blocked or GoodbyeReason.Violation)
            _book.Avoid(peer.Remote, now + SwarmLimits.BanTime);
        if (peer.IsListening && reason == GoodbyeReason.DuplicateConnection && _dialling.IsNew(peer.Remote, now, except: peer))
            _book.HandleAlias(peer.Remote, now + SwarmLimits.SecondAddressRetry);
        if (peer.IsListening && reason == GoodbyeReason.Leaving)
            _book.HandleFailed(peer.Remote, now);
        Close(peer, reason == GoodbyeReason.Full ? CloseReason.PeerIsFull : CloseReason.PeerLeft, now);
    }

    public void Leave(Instant now)
    {
        _isLeaving = true;
        _dialling.Stop();
        foreach (PeerSession peer in _neighbours.All)
            Close(peer, CloseReason.Leaving, now, GoodbyeReason.Leaving);
    }

    /// <summary>Silence, keep-alives, addresses to tell.</summary>
    public void HandleTick(Instant now)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsOpen && now - peer.ConnectedAt > SwarmLimits.HandshakeTimeout)
                Close(peer, CloseReason.HandshakeTimedOut, now);
            else if (now - peer.LastReceived > SwarmLimits.SilenceMax)
                EndSilent(peer, now);
            else if (peer.Outbox.IsOverfull)
                Close(peer, CloseReason.Silent, now);
            else if (peer.IsOpen)
                KeepUp(peer, now);
        }

        Gossip.HandleTick(now);
        _dialling.Wake();
    }

    /// <summary>Dials until enough neighbours are there or on their way.</summary>
    public void Dial(Instant now)
    {
        if (Gossip.TakeNews())
            _dialling.Wake();
        _dialling.Dial(now);
    }

    public bool TryTakeDial(out PeerAddress address) => _dialling.TryTake(out address);

    public bool TryTakeOpened(out PeerSession? peer) => _opened.TryDequeue(out peer);

    public bool TryTakeLost(out (PeerSession Peer, CloseReason Reason) lost) => _lost.TryDequeue(out lost);

    private void Admit(PeerSession peer, Instant now)
    {
        peer.Phase = PeerPhase.Open;
        if (_rules.IsBlocked(peer.Remote) || _rules.IsBanned(peer.Remote, now))
        {
            Close(peer, CloseReason.Blocked, now, GoodbyeReason.Blocked);
            return;
        }

        if (peer.IsListening)
        {
            Gossip.Add(peer.Remote);
            _book.HandleConnected(peer.Remote);
        }

        if (DoubleConnections.Find(_neighbours, peer) is { } other && !SettleDouble(other, peer, now))
            return;

        Gossip.ExchangePeers(peer, now);
        if (CountOpen() > _options.PeersMax)
        {
            Close(peer, CloseReason.Full, now, GoodbyeReason.Full);
            return;
        }

        PeerLog.PeerJoined(_services.Log, peer.Remote, peer.Extension?.Client ?? "");
        _opened.Enqueue(peer);
    }

    /// <summary>Two connections with the same peer; false when the new one is ended.</summary>
    private bool SettleDouble(PeerSession old, PeerSession added, Instant now)
    {
        if (DoubleConnections.ToEnd(_introduction.Own, old, added) is not { } ended)
            return true;
        if (ended.IsListening && added.Remote != old.Remote)
            _book.HandleAlias(ended.Remote, now + SwarmLimits.SecondAddressRetry);
        Close(ended, CloseReason.Duplicate, now, GoodbyeReason.DuplicateConnection);
        return ended == old;
    }

    private int CountOpen()
    {
        int open = 0;
        foreach (PeerSession peer in _neighbours.All)
            open += peer.IsOpen ? 1 : 0;
        return open;
    }

    /// <summary>An ordinary BitTorrent client keeps silent for minutes; it has told of peers, and need not be met again soon.</summary>
    private void EndSilent(PeerSession peer, Instant now)
    {
        if (peer.IsOpen && !peer.IsLive && peer.IsListening)
            _book.Avoid(peer.Remote, now + SwarmLimits.OrdinaryClientRetry);
        Close(peer, CloseReason.Silent, now);
    }

    private void KeepUp(PeerSession peer, Instant now)
    {
        Gossip.KeepUp(peer, now);
        if (!peer.IsSending && peer.Outbox.IsEmpty && now - peer.LastSent > SwarmLimits.KeepAliveInterval)
            peer.Outbox.KeepAlive();
    }

    private void Forget(PeerSession peer, CloseReason reason)
    {
        bool wasOpen = peer.IsOpen;
        _dialling.Wake();
        peer.Phase = PeerPhase.Closed;
        if (reason == CloseReason.ConnectionLost)
            _neighbours.Remove(peer.Connection);
        else
            _neighbours.StartClosing(peer);
        if (wasOpen)
            _lost.Enqueue((peer, reason));
        PeerLog.PeerLost(_services.Log, peer.Remote, reason);
    }
}
