using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// The peers that others have announced to this node, until they expire (BEP 5). Bounded in all, for an infohash and for a host; the one
/// that would expire soonest gives way.
/// </summary>
internal sealed class PeerStore(Random random)
{
    private readonly Dictionary<DhtId, List<StoredPeer>> _peers = [];
    private readonly Dictionary<HostKey, int> _perHost = [];
    private Instant _expireAt;

    public int Count { get; private set; }

    /// <returns>False when it was there, or has no place.</returns>
    public bool Add(DhtId infohash, PeerAddress peer, Instant now)
    {
        Expire(now);
        if (!_peers.TryGetValue(infohash, out List<StoredPeer>? peers)) peers = [];
        int known = peers.FindIndex(stored => stored.Address == peer);
        if (known >= 0)
        {
            peers.RemoveAt(known);
            peers.Add(new StoredPeer(peer, now + DhtLimits.PeerKept)); // in the order in which they expire
            return false;
        }

        if (_perHost.GetValueOrDefault(HostKey.Of(peer)) >= DhtLimits.PeersPerHostMax) return false;
        if (peers.Count >= DhtLimits.PeersPerInfohashMax) RemoveAt(infohash, peers, 0);
        else if (Count >= DhtLimits.PeersMax) RemoveSoonest();
        peers.Add(new StoredPeer(peer, now + DhtLimits.PeerKept));
        _peers[infohash] = peers;
        Change(peer, 1);
        return true;
    }

    /// <summary>Whoever looks for an infohash near its own id is among those that others have told.</summary>
    public IEnumerable<PeerAddress> All(DhtId infohash, bool isIPv4, Instant now)
    {
        Expire(now);
        return _peers.GetValueOrDefault(infohash, []).Select(peer => peer.Address).Where(peer => peer.IsIPv4 == isIPv4);
    }

    /// <summary>Peers of an infohash from a random place on.</summary>
    /// <returns>How many were written.</returns>
    public int Draw(DhtId infohash, bool isIPv4, Span<PeerAddress> drawn, Instant now)
    {
        Expire(now);
        if (!_peers.TryGetValue(infohash, out List<StoredPeer>? peers)) return 0;
        int count = 0;
        int start = random.Next(peers.Count);
        for (int i = 0; i < peers.Count && count < drawn.Length; i++)
        {
            PeerAddress peer = peers[(start + i) % peers.Count].Address;
            if (peer.IsIPv4 == isIPv4) drawn[count++] = peer;
        }

        return count;
    }

    public void CheckInvariants()
    {
        Invariant.Counted(Count, _peers.Values.Sum(peers => peers.Count), "Announced peers");
        Invariant.Counted(Count, _perHost.Values.Sum(), "Announced peers by host");
        Invariant.Holds(_peers.Values.All(peers => peers.Count > 0), "every infohash has a peer");
        Invariant.AtMost(Count, DhtLimits.PeersMax, "Announced peers");
    }

    /// <summary>Looks through all of it a few times in the time that one is kept.</summary>
    private void Expire(Instant now)
    {
        if (now < _expireAt) return;
        _expireAt = now + (DhtLimits.PeerKept / 30);
        foreach ((DhtId infohash, List<StoredPeer> peers) in _peers.ToArray())
        {
            while (peers.Count > 0 && peers[0].Until <= now) RemoveAt(infohash, peers, 0);
        }
    }

    private void RemoveSoonest()
    {
        (DhtId infohash, List<StoredPeer> peers) = _peers.MinBy(entry => (entry.Value[0].Until, entry.Key));
        RemoveAt(infohash, peers, 0);
    }

    private void RemoveAt(DhtId infohash, List<StoredPeer> peers, int at)
    {
        Change(peers[at].Address, -1);
        peers.RemoveAt(at);
        if (peers.Count == 0) _peers.Remove(infohash);
    }

    private void Change(PeerAddress peer, int by)
    {
        Count += by;
        HostKey host = HostKey.Of(peer);
        int count = _perHost.GetValueOrDefault(host) + by;
        if (count == 0) _perHost.Remove(host);
        else _perHost[host] = count;
    }

    private readonly record struct StoredPeer(PeerAddress Address, Instant Until);
}
