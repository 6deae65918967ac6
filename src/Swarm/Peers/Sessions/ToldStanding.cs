using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Rates;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>What a peer is told of the standing requests, not too often.</summary>
internal sealed class ToldStanding
{
    private readonly Allowance _allowance = new(SwarmLimits.StandingsPerSecond, SwarmLimits.StandingsAtOnceMax);

    public Standing Last { get; private set; } = new() { Depths = StripeDepths.Nowhere };

    /// <summary>Stripes it was asked for at some time: what was on its way when that ended is no offence.</summary>
    public StripeSet EverWanted { get; private set; }

    /// <summary>False when it has been told too often lately, and is not told this.</summary>
    public bool TryTell(Standing standing, Instant now)
    {
        if (!_allowance.TryTake(now)) return false;
        Last = standing;
        EverWanted = EverWanted.Or(standing.Wanted);
        return true;
    }
}
