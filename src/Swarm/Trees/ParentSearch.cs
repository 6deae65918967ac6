using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>Finds the neighbour by which a stripe would come over fewest hops from the source, or past fewer others.</summary>
internal sealed class ParentSearch(Neighbours neighbours, Random random)
{
    /// <summary>Time for those behind to hear that a promise is gone.</summary>
    private static readonly TimeSpan Forgetting = TimeSpan.FromMilliseconds(200);

    /// <summary>Who serves less than the average is no burdened parent.</summary>
    private const int BurdenedMin = 12;

    private const double MuchLess = 0.5;

    /// <summary>All children of a burdened parent hear of the same relief, in the same tick.</summary>
    private const double Willing = 0.25;

    /// <summary>It would send the stripe, does not get it from here, and has not failed lately.</summary>
    public static bool MayAsk(PeerSession peer, int stripe, Instant now) =>
        peer.IsLive && !peer.Standing.Theirs.Refused[stripe] && !peer.Standing.Theirs.Wanted[stripe]
        && peer.Standing.Promises.AvoidUntil(stripe) <= now;

    /// <summary>Of those equally near whoever passes on least, give or take: all would go to the same one.</summary>
    public PeerSession? FindNearer(StandingStripe state, Instant now)
    {
        int depthMax = DepthMax(state, now);
        PeerSession? best = null;
        int nearest = 0;
        double least = 0;
        foreach (PeerSession peer in neighbours.All)
        {
            int depth = peer.Standing.Theirs.Depths[state.Number] + 1;
            if (depth > depthMax || (best is not null && depth > nearest) || peer == state.Parent || !MayAsk(peer, state.Number, now))
                continue;
            double burden = (peer.Standing.Theirs.Burden + 1) * (1 + random.NextDouble());
            if (best is null || depth < nearest || burden < least) (best, nearest, least) = (peer, depth, burden);
        }

        return best;
    }

    /// <summary>One as near as the parent that serves much less than it: behind those who serve many, chunks wait for each other.</summary>
    public PeerSession? FindLessBurdened(StandingStripe state, Instant now)
    {
        if (state.Parent is not { } parent || state.Depth <= 1) return null; // what the source gives is shared out by itself
        byte burden = parent.Standing.Theirs.Burden;
        if (burden < BurdenedMin || random.NextDouble() > Willing) return null;
        PeerSession? best = null;
        foreach (PeerSession peer in neighbours.All)
        {
            Standing theirs = peer.Standing.Theirs;
            bool isRelief = theirs.Depths[state.Number] + 1 == state.Depth && theirs.Burden < MuchLess * burden;
            if (isRelief && peer != parent && !(theirs.Burden >= best?.Standing.Theirs.Burden) && MayAsk(peer, state.Number, now))
                best = peer;
        }

        return best;
    }

    /// <summary>The greatest depth at which this node may be by way of another parent.</summary>
    private static int DepthMax(StandingStripe state, Instant now)
    {
        const int most = StripeDepths.None - 1;
        if (state.Depth < StripeDepths.None) return state.IsOnNotice ? Math.Min(state.Depth + 1, most) : state.Depth - 1;
        // Those behind this node do not know yet that it has lost its parent; they would promise what they hope to get from here.
        return state.WasAt == 0 || now - state.LostAt > Forgetting ? most : Math.Min(state.WasAt, most);
    }
}
