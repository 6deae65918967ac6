using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>The DHT of IPv4 or that of IPv6: two networks whose nodes may know each other (BEP 32).</summary>
internal sealed class DhtFamily
{
    private readonly Random _random;
    private TimeSpan _resettleAfter = DhtLimits.ResettleAfter;

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
    public Instant? SettledAt { get; private set; }

    /// <summary>Those near us are to be looked for again: there are few, as where many begin at once and hardly know each other.</summary>
    public bool IsThin(Instant now) => Table.Good < DhtLimits.FewNodes && now - SettledAt > _resettleAfter;

    public void HandleSettled(Instant now)
    {
        if (SettledAt is not null) _resettleAfter = TimeSpan.FromTicks(Math.Min(_resettleAfter.Ticks * 2, DhtLimits.ResettleMax.Ticks));
        SettledAt = now;
    }

    /// <summary>Nobody is left, or our place is another.</summary>
    public void Unsettle() => (SettledAt, _resettleAfter) = (null, DhtLimits.ResettleAfter);

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
