using System.Runtime.InteropServices;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// What neighbours tell each other of others: addresses, at once in our own message and at BEP 11's pace in <c>ut_pex</c>, and how much
/// company each has. Neighbours are named first: they are known to live.
/// </summary>
internal sealed class PeerGossip
{
    /// <summary>More of our own addresses than a machine has; a liar who tells of others only has them ignored by us.</summary>
    private const int OwnIpsMax = 16;

    private static readonly TimeSpan AgingInterval = TimeSpan.FromSeconds(10);

    private readonly Neighbours _neighbours;
    private readonly AddressBook _book;
    private readonly AddressRules _rules;
    private readonly List<PeerAddress> _heard = [];
    private readonly HashSet<UInt128> _ownIps = [];
    private bool _hasNewNeighbours;
    private bool _isHeard;
    private Instant _agedAt;
    private Instant _peersToldAt;

    public PeerGossip(Neighbours neighbours, AddressBook book, AddressRules rules)
    {
        _neighbours = neighbours;
        _book = book;
        _rules = rules;
    }

    /// <summary>0 until the node listens.</summary>
    public ushort ListeningPort { get; set; }

    public int KnownPeers
    {
        get
        {
            int unlisted = 0;
            foreach (PeerSession peer in _neighbours.All)
                unlisted += peer.IsLive && !_book.Contains(peer.Remote) ? 1 : 0;
            return _book.CountAlive() + unlisted;
        }
    }

    /// <summary>BEP 10's <c>yourip</c>: where others see us, so that we do not take ourselves for a peer.</summary>
    public void HandleOwnIp(PeerAddress address)
    {
        if (_ownIps.Count < OwnIpsMax) _ownIps.Add(address.Ip);
    }

    /// <summary>The user gave it: tried whatever it is.</summary>
    public void AddGiven(PeerAddress address, Instant now) => Add(address, AddressOrigin.Given, HostKey.Of(address), now);

    /// <summary>A stranger outside the swarm told of it.</summary>
    public void AddHeard(PeerAddress address, PeerAddress teller, Instant now)
    {
        if (AddressScopes.MayName(teller, address)) Add(address, AddressOrigin.Heard, HostKey.Of(teller), now);
    }

    /// <summary>A new neighbour; where it dialled us, it has named the port at which others can.</summary>
    public void HandleNeighbour(PeerSession peer, Instant now)
    {
        if (!peer.IsListening) return;
        _hasNewNeighbours = true;
        if (!peer.IsProven && AddressScopes.MayName(peer.Remote, peer.Remote))
            Add(peer.Remote, AddressOrigin.Named, HostKey.Of(peer.Remote), now);
    }

    /// <summary>True when addresses have been heard of since the last call.</summary>
    public bool TakeNews()
    {
        bool heard = _isHeard;
        _isHeard = false;
        return heard;
    }

    /// <summary>Live <c>peers</c> and <c>ut_pex</c> alike. What the peer has no business to name is passed over.</summary>
    public ProtocolViolation HandlePeers(PeerSession peer, ReadOnlySpan<byte> body, bool isPeerExchange, Instant now)
    {
        _heard.Clear();
        bool read = isPeerExchange ? PeerExchangeMessage.TryRead(body, _heard) : PeersMessage.TryRead(body, _heard);
        if (!read) return isPeerExchange ? ProtocolViolation.MalformedPeerExchange : ProtocolViolation.MalformedLiveMessage;
        foreach (PeerAddress address in _heard)
        {
            if (AddressScopes.MayName(peer.Remote, address) && (_book.Contains(address) || peer.AddressesTold.TryTake(now)))
                Add(address, AddressOrigin.Heard, HostKey.Of(peer.Remote), now);
        }

        return ProtocolViolation.None;
    }

    public void HandleTick(Instant now)
    {
        if (now - _agedAt > AgingInterval) Age(now);
        if (_hasNewNeighbours && now - _peersToldAt > SwarmLimits.PeersInterval) TellPeers(now);
    }

    /// <summary>What is due to one open neighbour.</summary>
    public void KeepUp(PeerSession peer, Instant now)
    {
        TellCompany(peer);
        if (peer.PeerExchangeAt is { } at && now - at > SwarmLimits.PeerExchangeInterval) ExchangePeers(peer, now);
    }

    /// <summary>Tells a new neighbour of others, and later again by <c>ut_pex</c>.</summary>
    public void ExchangePeers(PeerSession peer, Instant now)
    {
        var sample = new List<PeerAddress>();
        FillWithNeighbours(sample, peer);
        _book.FillSample(
            sample, PeersMessage.CountMax, address => address != peer.Remote && !sample.Contains(address) && !_rules.IsBlocked(address));
        ReadOnlySpan<PeerAddress> addresses = CollectionsMarshal.AsSpan(sample);
        if (peer.Extension?.PexId is { } exchange)
        {
            PeerExchangeMessage.Write(peer.Outbox, exchange, addresses, []);
            peer.PeerExchangeAt = now;
        }

        if (peer.IsLive && sample.Count > 0) peer.Writer.Peers(peer.Outbox, addresses);
    }

    /// <summary>Whoever depends on one neighbour alone should be known to it.</summary>
    private void TellCompany(PeerSession peer)
    {
        if (!peer.IsLive) return;
        int others = -1;
        foreach (PeerSession other in _neighbours.All)
            others += other.IsLive ? 1 : 0;
        if (peer.CompanyTold == others) return;
        peer.CompanyTold = others;
        peer.Writer.Company(peer.Outbox, new Company((ushort)others));
    }

    private void TellPeers(Instant now)
    {
        _hasNewNeighbours = false;
        _peersToldAt = now;
        var others = new List<PeerAddress>();
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive) continue;
            others.Clear();
            FillWithNeighbours(others, peer);
            if (others.Count > 0) peer.Writer.Peers(peer.Outbox, CollectionsMarshal.AsSpan(others));
        }
    }

    private void Add(PeerAddress address, AddressOrigin origin, HostKey teller, Instant now)
    {
        bool isOurs = address.Port == ListeningPort && _ownIps.Contains(address.Ip);
        if (!isOurs && _book.Add(address, origin, teller, now)) _isHeard = true;
    }

    private void Age(Instant now)
    {
        _agedAt = now;
        var inUse = new HashSet<PeerAddress>();
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer.IsOpen) inUse.Add(peer.Remote);
        }

        _book.Age(isAlone: inUse.Count == 0, inUse.Contains, now);
    }

    private void FillWithNeighbours(List<PeerAddress> addresses, PeerSession except)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            bool isAnother = peer != except && peer.Remote != except.Remote;
            if (isAnother && peer.IsOpen && peer.IsListening && addresses.Count < PeersMessage.CountMax) addresses.Add(peer.Remote);
        }
    }
}
