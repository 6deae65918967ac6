using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>The DHT of IPv4 or that of IPv6: two networks whose nodes may know each other (BEP 32).</summary>
internal sealed class DhtFamily
{
    private readonly Random _random;

    public DhtFamily(bool isIPv4, Random random, Instant now)
    {
        _random = random;
        IsIPv4 = isIPv4;
        Table = new RoutingTable(new DhtId().DrawAtDistance(0, random), random, now);
    }

    public bool IsIPv4 { get; }

    public RoutingTable Table { get; }

    public AddressVotes Votes { get; } = new();

    /// <summary>When our own place was last looked for, so that those near us know us; null: never.</summary>
    public Instant? SettledAt { get; set; }

    /// <summary>Takes an id that fits our address once others agree on it (BEP 42). True when it is a new one.</summary>
    public bool HandleSeenAs(PeerAddress voter, PeerAddress seenAs, Instant now)
    {
        if (seenAs.IsIPv4 != IsIPv4) return false;
        Votes.Add(voter, seenAs);
        if (Votes.Elected is not { } own || BoundId.Fits(Table.Self, own)) return false;
        Table.Rename(BoundId.Draw(own, _random), now);
        return true;
    }
}
