using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// Who keeps a place that others take here. Places filled by dialling are counted apart (<see cref="Dialling"/>), so nobody can keep this
/// node from its own choice of neighbours by connecting to it. Caps bind only while places are short: a class behind one router, or twenty
/// nodes of one machine, are welcome as long as there is room.
/// <code>
/// handshake: room? else the oldest of the host with most unfinished handshakes gives way
/// neighbour: room? else who has said nothing of the stream gives way
///                  else one of the host that has more places than the newcomer's, or more than half of all; now and then, and
///                       nobody that delivered lately or is among those longest here
///                  else the newcomer is turned away
/// </code>
/// Compare Bitcoin Core's inbound eviction.
/// </summary>
internal sealed class Places
{
    /// <summary>An honest node has said something within a tick of being admitted, on the longest of ways.</summary>
    private static readonly TimeSpan MuteMax = TimeSpan.FromSeconds(1);

    /// <summary>One of whom nothing was seen for so long gives way before others.</summary>
    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(10);

    /// <summary>Who delivered within this time has a right to stay, up to a fifth of all places.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Places contested by those who take part: changing neighbours costs everybody, so only now and then, but a few newcomers at once.
    /// </summary>
    private readonly Allowance _contested = new(perSecond: 0.5, atOnceMax: 4);

    private readonly int _acceptedMax;
    private readonly Random _random;

    /// <param name="acceptedMax">Neighbours that dialled this node.</param>
    public Places(int acceptedMax, Random random)
    {
        _acceptedMax = acceptedMax;
        _random = random;
    }

    private int Protected => Math.Max(1, _acceptedMax / 5);

    /// <summary>The one to end so that the handshakes under way fit their bound; null: they do.</summary>
    public static PeerSession? HandshakeToEnd(Neighbours neighbours)
    {
        var waiting = new List<PeerSession>();
        foreach (PeerSession peer in neighbours.All)
        {
            if (peer.Side == ConnectionSide.Accepted && !peer.IsOpen) waiting.Add(peer);
        }

        if (waiting.Count <= SwarmLimits.HalfOpenMax) return null;
        HostKey crowded = Crowd(waiting, out _);
        return waiting.Find(peer => HostKey.Of(peer.Remote) == crowded); // in order of their numbers: the oldest
    }

    /// <summary>The one to end so that a newcomer, open already, has a place; null: none is needed, or the newcomer itself.</summary>
    public bool TryPlace(Neighbours neighbours, PeerSession newcomer, out PeerSession? givesWay, Instant now)
    {
        givesWay = null;
        if (newcomer.Side == ConnectionSide.Dialled) return true;
        var others = new List<PeerSession>();
        foreach (PeerSession peer in neighbours.All)
        {
            if (peer.Side == ConnectionSide.Accepted && peer.IsOpen && peer != newcomer) others.Add(peer);
        }

        if (others.Count < _acceptedMax) return true;
        givesWay = Mute(others, now) ?? Contested(others, newcomer, now);
        return givesWay is not null;
    }

    private static PeerSession? Mute(List<PeerSession> others, Instant now)
    {
        PeerSession? longest = null;
        foreach (PeerSession peer in others)
        {
            bool isMute = !peer.Conduct.HasSpoken && now - peer.Conduct.AdmittedAt > MuteMax;
            if (isMute && (longest is null || peer.Conduct.AdmittedAt < longest.Conduct.AdmittedAt)) longest = peer;
        }

        return longest;
    }

    private PeerSession? Contested(List<PeerSession> others, PeerSession newcomer, Instant now)
    {
        HostKey crowded = Crowd(others, out int crowd);
        HostKey own = HostKey.Of(newcomer.Remote);
        bool hasMore = crowd > others.Count(peer => HostKey.Of(peer.Remote) == own) + 1;
        if (!hasMore && crowd * 2 <= others.Count) return Useless(others, now) is { } useless && _contested.TryTake(now) ? useless : null;
        List<PeerSession> candidates = others.FindAll(peer => HostKey.Of(peer.Remote) == crowded);
        Protect(candidates, now);
        if (candidates.Count == 0 || !_contested.TryTake(now)) return null;

        PeerSession idlest = candidates[0];
        foreach (PeerSession peer in candidates)
        {
            if (peer.Conduct.IdleSince < idlest.Conduct.IdleSince) idlest = peer;
        }

        return now - idlest.Conduct.IdleSince > IdleMax || idlest.Conduct.IdleSince == idlest.Conduct.AdmittedAt
            ? idlest
            : candidates[_random.Next(candidates.Count)]; // all take part: chance gives each host its share
    }

    /// <summary>Whatever its host: it has been here for long and has neither given nor taken anything.</summary>
    private static PeerSession? Useless(List<PeerSession> others, Instant now)
    {
        PeerSession? longest = null;
        foreach (PeerSession peer in others)
        {
            bool isUseless = peer.Conduct.IdleSince == peer.Conduct.AdmittedAt && now - peer.Conduct.AdmittedAt > IdleMax;
            if (isUseless && (longest is null || peer.Conduct.AdmittedAt < longest.Conduct.AdmittedAt)) longest = peer;
        }

        return longest;
    }

    private void Protect(List<PeerSession> candidates, Instant now)
    {
        List<PeerSession> useful = [.. candidates
            .Where(peer => now - (peer.Conduct.DeliveredAt ?? Instant.Zero) < Lately && peer.Conduct.DeliveredAt is not null)
            .OrderByDescending(peer => peer.Conduct.DeliveredAt).ThenBy(peer => peer.Connection).Take(Protected)];
        candidates.RemoveAll(useful.Contains);
        List<PeerSession> longest = [.. candidates
            .Where(peer => peer.Conduct.TookAt is not null || peer.Conduct.DeliveredAt is not null)
            .OrderBy(peer => peer.Conduct.AdmittedAt).ThenBy(peer => peer.Connection).Take(Protected)];
        candidates.RemoveAll(longest.Contains);
    }

    /// <summary>The host with most of them; of equal ones that of the oldest: by its address a newcomer could be it each time.</summary>
    private static HostKey Crowd(List<PeerSession> peers, out int count)
    {
        IGrouping<HostKey, PeerSession> crowd = peers
            .GroupBy(peer => HostKey.Of(peer.Remote))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Min(peer => peer.Connection))
            .First();
        count = crowd.Count();
        return crowd.Key;
    }
}
