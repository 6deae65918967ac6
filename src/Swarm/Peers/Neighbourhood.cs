using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The life of connections: shakes hands, admits, settles double connections, has addresses exchanged, notices silence, and has whoever is
/// lost replaced (<see cref="Dialling"/>). What is said on an open connection is others' business.
/// </summary>
internal sealed class Neighbourhood
{
    private readonly NodeServices _services;
    private readonly Neighbours _neighbours;
    private readonly AddressBook _book;
    private readonly AddressRules _rules = new();
    private readonly Dialling _dialling;
    private readonly Places _places;
    private readonly RuleBreakers _ruleBreakers;
    private readonly DoubleConnections _doubles;
    private readonly Queue<PeerSession> _opened = new();
    private readonly Queue<(PeerSession Peer, CloseReason Reason)> _lost = new();
    private readonly Introduction _introduction;
    private bool _isLeaving;

    public Neighbourhood(SwarmOptions options, SwarmMembership membership, NodeServices services, Neighbours neighbours)
    {
        _services = services;
        _neighbours = neighbours;
        _book = new AddressBook(services.Random);
        _dialling = new Dialling(options.PeersWanted, neighbours, _book, _rules);
        if (membership.IsSource) _dialling.Stop(); // it waits to be dialled
        _places = new Places(options.AcceptedMax, services.Random);
        _ruleBreakers = new RuleBreakers(_rules, services.Log);
        Gossip = new PeerGossip(neighbours, _book, _rules);
        _introduction = new Introduction(options, membership, PeerId.Create(services.Random), Gossip);
        _doubles = new DoubleConnections(_introduction.Own, neighbours);
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
            if (rule.Matches(peer.Remote)) Close(peer, CloseReason.Blocked, now, GoodbyeReason.Blocked);
        }
    }

    public void Unblock(AddressRule rule) => _rules.Unblock(rule);

    public void HandleConnected(ConnectionId connection, PeerAddress remote, ConnectionSide side, Instant now)
    {
        bool isDialled = side == ConnectionSide.Dialled;
        var peer = new PeerSession(connection, remote, side, now)
        {
            IsListening = isDialled,
            IsProven = isDialled,
            Token = _services.Secret.TokenOf(connection),
        };
        if (isDialled) _dialling.HandleConnected(remote);
        _neighbours.Add(peer);
        if (_isLeaving) Close(peer, CloseReason.Leaving, now);
        else if (isDialled) _introduction.SayHandshake(peer);
        else if (Places.HandshakeToEnd(_neighbours) is { } oldest) Close(oldest, CloseReason.Full, now);
    }

    public void HandleDialFailed(PeerAddress address, Instant now) => _dialling.HandleFailed(address, now);

    public void HandleClosed(PeerSession peer, Instant now)
    {
        if (peer.IsProven && !peer.IsOpen) _book.HandleFailed(peer.Remote, now);
        Forget(peer, CloseReason.ConnectionLost);
    }

    /// <summary>Ends a connection from this side. What waits for it is still sent, a goodbye last.</summary>
    public void Close(PeerSession peer, CloseReason reason, Instant now, GoodbyeReason goodbye = GoodbyeReason.Unknown)
    {
        if (peer.Phase == PeerPhase.Closed) return;
        if (peer.IsLive && goodbye != GoodbyeReason.Unknown) peer.Writer.Goodbye(peer.Outbox, new Goodbye(goodbye));
        if (peer.IsProven) Remember(peer.Remote, reason, now);
        Forget(peer, reason);
    }

    /// <summary>The price of a broken rule: the connection, and what <see cref="RuleBreakers"/> adds.</summary>
    public void Punish(PeerSession peer, ProtocolViolation violation, Instant now)
    {
        _ruleBreakers.Handle(peer, violation, now);
        if (peer.IsProven) _book.Avoid(peer.Remote, now + SwarmLimits.BanTime, now);
        else if (peer.IsListening) _book.AvoidUnproven(peer.Remote, now + SwarmLimits.HostBanTime);
        Close(peer, CloseReason.Violation, now, GoodbyeReason.Violation);
    }

    public ProtocolViolation HandleHandshake(PeerSession peer, Handshake handshake, Instant now)
    {
        if (_introduction.HandleHandshake(peer, handshake) is var violation and not ProtocolViolation.None) return violation;
        if (handshake.PeerId == _introduction.Own)
        {
            Close(peer, CloseReason.ConnectedToItself, now);
            return ProtocolViolation.None;
        }

        if (peer.Side == ConnectionSide.Accepted) _introduction.SayHandshake(peer);
        _introduction.SayExtensionHandshake(peer);
        peer.Phase = PeerPhase.ExtensionHandshake;
        return ProtocolViolation.None;
    }

    public ProtocolViolation HandleExtensionHandshake(PeerSession peer, ReadOnlySpan<byte> body, Instant now)
    {
        if (peer.IsOpen) return ProtocolViolation.None; // BEP 10 allows more than one; nothing in a later one concerns us
        if (_introduction.HandleExtensionHandshake(peer, body) is var violation and not ProtocolViolation.None) return violation;
        Admit(peer, now);
        return ProtocolViolation.None;
    }

    public void HandleGoodbye(PeerSession peer, GoodbyeReason reason, Instant now)
    {
        if (peer.IsProven && reason is GoodbyeReason.Blocked or GoodbyeReason.Violation)
            _book.Avoid(peer.Remote, now + SwarmLimits.BanTime, now);
        if (peer.IsProven && reason == GoodbyeReason.DuplicateConnection && _dialling.IsNew(peer.Remote, now, except: peer))
            _book.HandleAlias(peer.Remote, now + SwarmLimits.SecondAddressRetry, now);
        if (peer.IsProven && reason == GoodbyeReason.Leaving) _book.HandleFailed(peer.Remote, now);
        Close(peer, reason == GoodbyeReason.Full ? CloseReason.PeerIsFull : CloseReason.PeerLeft, now);
    }

    /// <summary>A neighbour has something to show for being one that is here already.</summary>
    public void HandleTwin(PeerSession peer, Twin twin, Instant now)
    {
        if (_doubles.Handle(peer, twin) is not { } other || _doubles.ToEnd(peer, other) is not { } ended) return;
        PeerSession kept = ended == peer ? other : peer;
        kept.IsProven |= ended.IsProven && kept.Remote == ended.Remote;
        if (ended.IsProven && kept.Remote != ended.Remote) _book.HandleAlias(ended.Remote, now + SwarmLimits.SecondAddressRetry, now);
        Close(ended, CloseReason.Duplicate, now, GoodbyeReason.DuplicateConnection);
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
            if (!peer.IsOpen && now - peer.ConnectedAt > SwarmLimits.HandshakeTimeout) Close(peer, CloseReason.HandshakeTimedOut, now);
            else if (now - peer.LastReceived > SwarmLimits.SilenceMax) EndSilent(peer, now);
            else if (peer.Outbox.IsOverfull) Close(peer, CloseReason.Silent, now);
            else if (peer.IsOpen) KeepUp(peer, now);
        }

        Gossip.HandleTick(now);
        _dialling.Wake();
    }

    /// <summary>Dials until enough neighbours are there or on their way.</summary>
    public void Dial(Instant now)
    {
        if (Gossip.TakeNews()) _dialling.Wake();
        _dialling.Dial(now);
    }

    public bool TryTakeDial(out PeerAddress address) => _dialling.TryTake(out address);

    public bool TryTakeOpened(out PeerSession? peer) => _opened.TryDequeue(out peer);

    public bool TryTakeLost(out (PeerSession Peer, CloseReason Reason) lost) => _lost.TryDequeue(out lost);

    public void CheckInvariants()
    {
        _book.CheckInvariants();
        _dialling.CheckInvariants();
    }

    private void Admit(PeerSession peer, Instant now)
    {
        peer.Phase = PeerPhase.Open;
        peer.Conduct.AdmittedAt = now;
        if (IsUnwanted(peer, now))
        {
            Close(peer, CloseReason.Blocked, now, GoodbyeReason.Blocked);
            return;
        }

        if (peer.IsProven) _book.HandleConnected(peer.Remote, now);
        Gossip.ExchangePeers(peer, now);
        if (!_places.TryPlace(_neighbours, peer, out PeerSession? givesWay, now))
        {
            Close(peer, CloseReason.Full, now, GoodbyeReason.Full);
            return;
        }

        if (givesWay is not null) Close(givesWay, CloseReason.Full, now, GoodbyeReason.Full);
        Gossip.HandleNeighbour(peer, now);
        _doubles.HandleOpen(peer);
        PeerLog.PeerJoined(_services.Log, peer.Remote, peer.Extension?.Client ?? "");
        _opened.Enqueue(peer);
    }

    private bool IsUnwanted(PeerSession peer, Instant now) =>
        _rules.IsBlocked(peer.Remote)
        || (peer.IsProven && _rules.IsBanned(peer.Remote, now))
        || (!peer.IsListening && _rules.IsBannedNameless(peer.Remote, now));

    /// <summary>What the end of a connection says of the address it was dialled at.</summary>
    private void Remember(PeerAddress address, CloseReason reason, Instant now)
    {
        if (reason is CloseReason.Silent or CloseReason.HandshakeTimedOut or CloseReason.Full or CloseReason.Unfinished)
            _book.HandleFailed(address, now);
        if (reason == CloseReason.PeerIsFull) _book.HandleFull(address, now);
        TimeSpan? away = reason switch
        {
            CloseReason.Replaced => SwarmLimits.ReplacedRetry,
            CloseReason.ConnectedToItself => TimeSpan.FromDays(365),
            _ => null,
        };
        if (away is { } span) _book.Avoid(address, now + span, now);
    }

    /// <summary>An ordinary BitTorrent client keeps silent for minutes; it has told of peers, and need not be met again soon.</summary>
    private void EndSilent(PeerSession peer, Instant now)
    {
        if (peer.IsOpen && !peer.IsLive && peer.IsProven) _book.Avoid(peer.Remote, now + SwarmLimits.OrdinaryClientRetry, now);
        Close(peer, CloseReason.Silent, now);
    }

    private void KeepUp(PeerSession peer, Instant now)
    {
        Gossip.KeepUp(peer, now);
        if (!peer.IsSending && peer.Outbox.IsEmpty && now - peer.LastSent > SwarmLimits.KeepAliveInterval) peer.Outbox.KeepAlive();
    }

    private void Forget(PeerSession peer, CloseReason reason)
    {
        _dialling.Wake();
        peer.Phase = PeerPhase.Closed;
        if (reason == CloseReason.ConnectionLost) _neighbours.Remove(peer.Connection);
        else _neighbours.StartClosing(peer);
        _lost.Enqueue((peer, reason));
        PeerLog.PeerLost(_services.Log, peer.Remote, reason);
    }
}
