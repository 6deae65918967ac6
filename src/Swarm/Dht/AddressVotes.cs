using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// As whom others see us (BEP 42, <c>ip</c>). One host has one vote, of the last so many; several must agree, so that one cannot have us
/// change our id as often as it likes.
/// </summary>
internal sealed class AddressVotes
{
    private const int KeptMax = 16;

    private readonly List<(HostKey Host, UInt128 Ip)> _votes = [];

    /// <summary>Null until enough agree.</summary>
    public PeerAddress? Elected { get; private set; }

    public void Add(PeerAddress voter, PeerAddress seenAs)
    {
        HostKey host = HostKey.Of(voter);
        _votes.RemoveAll(vote => vote.Host == host);
        if (_votes.Count == KeptMax) _votes.RemoveAt(0);
        _votes.Add((host, seenAs.Ip));
        int agreeing = _votes.Count(vote => vote.Ip == seenAs.Ip);
        if (agreeing >= DhtLimits.AddressVotes && agreeing * 2 > _votes.Count) Elected = seenAs.WithPort(0);
    }
}
