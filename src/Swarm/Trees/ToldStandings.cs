using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// What each neighbour is told of the standing requests between it and this node: what is wanted of it, what would be refused to it, and
/// how this node stands. Told anew when it has changed, not too often, and never for small changes of the burden alone.
/// </summary>
internal sealed class ToldStandings(Neighbours neighbours, StandingStripe[] stripes, ServedStripes served, bool isSource)
{
    /// <summary>A burden that has changed by so many children is worth a message.</summary>
    private const int BurdenNews = 8;

    private bool _isLate; // somebody has not been told

    /// <summary>Something may have changed.</summary>
    public bool IsDirty { get; set; }

    public ToldUplink Uplink { get; } = new();

    /// <summary>Whoever was told too often to be told once more has waited for this.</summary>
    public void HandleTick()
    {
        IsDirty |= _isLate;
        _isLate = false;
    }

    /// <summary>Tells each neighbour what has changed. Cheap when nothing has.</summary>
    /// <param name="keepsUp">False for a viewer that skips frames.</param>
    /// <param name="chooses">It skips frames, and has for a while.</param>
    public void Tell(bool keepsUp, bool chooses, Instant now)
    {
        if (!IsDirty)
            return;
        IsDirty = false;
        StripeDepths depths = StripeDepths.Nowhere;
        bool isServed = true;
        foreach (StandingStripe state in stripes)
        {
            depths = depths.With(state.Number, isSource ? 0 : keepsUp ? state.Depth : StripeDepths.None);
            isServed &= state.Parent is not null;
        }

        if (!isSource)
            served.Update(depths, now);
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive)
                continue;
            StripeSet wanted = keepsUp ? ExpectedFrom(peer) : chooses ? ExpectedFrom(peer).And(StripeSet.OfManifests) : default;
            var standing = new Standing(
                wanted, isSource ? StripeSet.All.Without(peer.Standing.Given) : served.RefusedTo(peer), Uplink.BytesPerSecond,
                TakesOffers: !isSource && keepsUp, HavesMayWait: isSource || (isServed && keepsUp) || chooses, depths,
                served.PassedOn, served.Burden, ChildrenIn(wanted));
            if (!IsNews(standing, peer.Standing.Ours))
                continue;
            if (!peer.Standing.Told.TryTake(now))
            {
                _isLate = true;
                continue;
            }

            peer.Standing.Tell(standing);
            peer.Writer.Standing(peer.Outbox, standing);
        }
    }

    private static bool IsNews(Standing standing, Standing told) =>
        standing with { Burden = told.Burden } != told || Math.Abs(standing.Burden - told.Burden) >= BurdenNews;

    private StripeSet ExpectedFrom(PeerSession peer)
    {
        StripeSet expected = default;
        foreach (StandingStripe state in stripes)
        {
            if (state.Parent == peer || state.Next == peer)
                expected = expected.With(state.Number);
        }

        return expected;
    }

    private StripeCounts ChildrenIn(StripeSet wanted)
    {
        StripeCounts children = default;
        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
        {
            if (wanted[stripe])
                children = children.With(stripe, served.ChildrenOf(stripe));
        }

        return children;
    }
}
