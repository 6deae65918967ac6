using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Rates;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>What a peer says of the standing requests. What it says too often is kept and waits until it is taken up.</summary>
internal sealed class HeardStanding
{
    private readonly Allowance _allowance = new(SwarmLimits.StandingsPerSecond, SwarmLimits.StandingsAtOnceMax);

    public Standing Last { get; private set; } = new() { Depths = StripeDepths.Nowhere };

    /// <summary>It has said something anew that has not been taken up.</summary>
    public bool Waits { get; private set; }

    /// <summary>True when what it says may be taken up at once.</summary>
    public bool TryHear(Standing said, Instant now)
    {
        Last = said;
        Waits = !_allowance.TryTake(now);
        return !Waits;
    }

    /// <summary>True when something waited; now it does not.</summary>
    public bool TryTakeUp()
    {
        bool waited = Waits;
        Waits = false;
        return waited;
    }
}
