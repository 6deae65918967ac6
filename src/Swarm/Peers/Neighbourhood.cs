using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The life of connections: dials until there are enough neighbours, shakes hands, settles double connections, exchanges addresses, notices
/// silence, and replaces whoever is lost. What is said on an open connection is others' business.
/// </summary>
internal sealed class Neighbourhood
{
    private readonly SwarmOptions _options;
    private readonly SwarmMembership _membership;
    private readonly NodeServices _services;
    private readonly Neighbours _neighbours;
    private readonly AddressBook _book;
    private readonly AddressRules _rules = new();
    private readonly HashSet<PeerAddress> _dialling = [];
    private readonly Queue<PeerAddress> _dials = new();
    private readonly Queue<PeerSession> _opened = new();
    private readonly Queue<(PeerSession Peer, CloseReason Reason)> _lost = new();
    private readonly PeerId _peerId;
    private bool _isLeaving;
    private bool _dialIsDue;

    public Neighbourhood(SwarmOptions options, SwarmMembership membership, NodeServices services, Neighbours neighbours)
    {
        _options = options;
        _membership = membership;
        _services = services;
        _neighbours = neighbours;
        _book = new AddressBook(services.Random);
        _peerId = PeerId.Create(services.Random);
        Gossip = new PeerGossip(neighbours, _book, _rules);
        PublicKey = membership.PublicKey;
    }

    /// <summary>Learned from the first peer that has it, where the membership had none.</summary>
    public PublicKey? PublicKey { get; private set; }

    public long? UploadLimitBytesPerSecond { get; set; }

    /// <summary>What is told of others, and heard.</summary>
    public PeerGossip Gossip { get; }

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
        _dialling.Remove(remote);
        _neighbours.Add(peer);
        bool refused = _isLeaving || (side == ConnectionSide.Accepted && _neighbours.Count > _options.PeersMax + SwarmLimits.HalfOpenMax);
        if (refused)
            Close(peer, CloseReason.Full, now);
        else if (side == ConnectionSide.Dialled)
            SayHandshake(peer);
    }

    public void HandleDialFailed(PeerAddress address, Instant now)
    {
        _dialling.Remove(address);
        _book.HandleFailed(address, now);
    }

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
        if (handshake.Infohash != _membership.Infohash)
            return ProtocolViolation.WrongInfohash;
        if (!handshake.SupportsExtensions)
            return ProtocolViolation.NoExtensionProtocol;
        peer.PeerId = handshake.PeerId;
        if (handshake.PeerId == _peerId)
        {
            Close(peer, CloseReason.ConnectedToItself, now);
            return ProtocolViolation.None;
        }

        if (peer.Side == ConnectionSide.Accepted)
            SayHandshake(peer);
        SayExtensionHandshake(peer);
        peer.Phase = PeerPhase.ExtensionHandshake;
        return ProtocolViolation.None;
    }

    public ProtocolViolation HandleExtensionHandshake(PeerSession peer, ReadOnlySpan<byte> body, Instant now)
    {
        if (peer.IsOpen)
            return ProtocolViolation.None; // BEP 10 allows more than one; nothing in a later one concerns us
        if (!ExtensionHandshake.TryRead(body, out ExtensionHandshake? extension))
            return ProtocolViolation.MalformedExtensionHandshake;
        if (extension.PublicKey is { } point && PublicKey is null)
        {
            if (!PublicKey.TryRead(point, _membership.Infohash, out PublicKey? key))
                return ProtocolViolation.WrongPublicKey;
            PublicKey = key;
        }

        if (extension.YourIp is { } ours)
            Gossip.HandleOwnIp(ours);
        peer.Extension = extension;
        peer.Writer = new LiveMessageWriter(extension.LiveId ?? 0);
        if (extension.ListenPort != 0)
        {
            peer.Remote = peer.Remote.WithPort(extension.ListenPort);
            peer.IsListening = true;
        }

        Admit(peer, now);
        return ProtocolViolation.None;
    }

    public void HandleGoodbye(PeerSession peer, GoodbyeReason reason, Instant now)
    {
        if (peer.IsListening && reason is GoodbyeReason.Blocked or GoodbyeReason.Violation)
            _book.Avoid(peer.Remote, now + SwarmLimits.BanTime);
        if (peer.IsListening && reason == GoodbyeReason.DuplicateConnection && IsNew(peer.Remote, now, except: peer))
            _book.HandleAlias(peer.Remote, now + SwarmLimits.SecondAddressRetry);
        if (peer.IsListening && reason == GoodbyeReason.Leaving)
            _book.HandleFailed(peer.Remote, now);
        Close(peer, reason == GoodbyeReason.Full ? CloseReason.PeerIsFull : CloseReason.PeerLeft, now);
    }

    public void Leave(Instant now)
    {
        _isLeaving = true;
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
        _dialIsDue = true;
    }

    /// <summary>Dials until enough neighbours are there or on their way. The source waits to be dialled.</summary>
    public void Dial(Instant now)
    {
        bool isDue = Gossip.TakeNews() || _dialIsDue;
        _dialIsDue = false; // looking through the book at every input would cost more than all else
        if (!isDue || _membership.IsSource || _isLeaving)
            return;
        DialFromBook(now);
    }

    // Apart, because what a closure captures is allocated where its method begins.
    private void DialFromBook(Instant now)
    {
        while (_neighbours.Count + _dialling.Count < _options.PeersWanted
            && _book.TryDraw(now, address => IsNew(address, now), out PeerAddress drawn))
        {
            _dialling.Add(drawn);
            _dials.Enqueue(drawn);
        }
    }

    public bool TryTakeDial(out PeerAddress address) => _dials.TryDequeue(out address);

    public bool TryTakeOpened(out PeerSession? peer) => _opened.TryDequeue(out peer);

    public bool TryTakeLost(out (PeerSession Peer, CloseReason Reason) lost) => _lost.TryDequeue(out lost);

    private void SayHandshake(PeerSession peer) =>
        new Handshake(_membership.Infohash, _peerId, SupportsExtensions: true).Write(peer.Outbox);

    private void SayExtensionHandshake(PeerSession peer) => new ExtensionHandshake
    {
        LiveId = MessageIds.OurLive,
        PexId = MessageIds.OurPeerExchange,
        ListenPort = Gossip.ListeningPort,
        Client = _options.Client,
        RequestQueue = SwarmLimits.RequestsPerPeerMax,
        YourIp = peer.Remote,
        PublicKey = PublicKey?.Point.ToArray(),
        UploadLimitBytesPerSecond = UploadLimitBytesPerSecond ?? 0,
    }.Write(peer.Outbox);

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

        if (DuplicateOf(peer) is { } other && !SettleDouble(other, peer, now))
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

    /// <summary>
    /// Ends one of two connections with the same peer; false when it was the new one. Where each end dialled one, both keep the one that
    /// the lower
    /// peer id dialled, so they keep the same. Where one end dialled both, to two addresses of the other, it alone ends one.
    /// </summary>
    private bool SettleDouble(PeerSession old, PeerSession added, Instant now)
    {
        if (added.Side == ConnectionSide.Accepted && old.Side == ConnectionSide.Accepted)
            return true;
        bool oursIsLower = _peerId.CompareTo(added.PeerId) < 0;
        bool keepNew = added.Side != old.Side && oursIsLower == (added.Side == ConnectionSide.Dialled);
        PeerSession ended = keepNew ? old : added;
        if (ended.IsListening && added.Remote != old.Remote)
            _book.HandleAlias(ended.Remote, now + SwarmLimits.SecondAddressRetry);
        Close(ended, CloseReason.Duplicate, now, GoodbyeReason.DuplicateConnection);
        return keepNew;
    }

    /// <summary>
    /// Another connection with the same id and host. An id is no secret and proves nothing: a stranger that copied it can neither push out
    /// its
    /// owner nor keep it from connecting. Two addresses of one kind are two hosts; an IPv4 and an IPv6 address may well be one.
    /// </summary>
    private PeerSession? DuplicateOf(PeerSession peer)
    {
        foreach (PeerSession other in _neighbours.All)
        {
            bool mayBeOneHost = other.Remote.Ip == peer.Remote.Ip || other.Remote.IsIPv4 != peer.Remote.IsIPv4;
            if (other != peer && other.IsOpen && other.PeerId == peer.PeerId && mayBeOneHost)
                return other;
        }

        return null;
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

    private bool IsNew(PeerAddress address, Instant now, PeerSession? except = null)
    {
        if (_dialling.Contains(address) || _rules.IsBlocked(address) || _rules.IsBanned(address, now))
            return false;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer != except && peer.IsListening && peer.Remote == address)
                return false;
        }

        return true;
    }

    private void Forget(PeerSession peer, CloseReason reason)
    {
        bool wasOpen = peer.IsOpen;
        _dialIsDue = true;
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
