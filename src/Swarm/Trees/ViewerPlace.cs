using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>A viewer's place in the trees: it asks some neighbours for stripes and serves others with what it gets.</summary>
internal sealed class ViewerPlace(Neighbours neighbours, StandingRequests requests, StandingNews news) : ITreePlace
{
    private readonly ServedStripes _served = new(neighbours);
    private StripeDepths _depths = StripeDepths.Nowhere;

    public int DepthOf(int stripe) => requests.DepthOf(stripe);

    public bool IsParent(PeerSession peer, int stripe) => requests.IsParent(peer, stripe);

    public void HandleStanding(PeerSession peer, Standing said, Instant now) => requests.HandleStanding(peer, said, now);

    public void HandleLost(PeerSession peer, Instant now) => requests.HandleLost(peer, now);

    public void HandleTick(Instant now)
    {
        requests.HandleTick(now);
        news.IsThere |= _served.HandleTick(now);
    }

    public void HandleUplink(double? reliable, double stream, Instant now) => _served.Room.Limit(reliable, stream, now);

    public void Prepare(Instant now)
    {
        _depths = requests.Depths;
        _served.Update(_depths, now);
    }

    public Standing StandingFor(PeerSession peer)
    {
        StripeSet wanted = requests.WantedOf(peer);
        bool havesMayWait = (requests.HasAllParents && requests.KeepsUp) || requests.Chooses;
        return new Standing(
            wanted, _served.RefusedTo(peer), UplinkBytesPerSecond: 0, TakesOffers: requests.KeepsUp, havesMayWait, _depths,
            _served.PassedOn, _served.Burden, ChildrenIn(wanted));
    }

    public void CheckInvariants()
    {
        requests.CheckInvariants();
        _served.CheckInvariants();
    }

    /// <summary>How many neighbours wait behind this node for each stripe that it wants of one.</summary>
    private StripeCounts ChildrenIn(StripeSet wanted)
    {
        StripeCounts children = default;
        for (int stripe = 0; stripe < Stripes.OfChunks; stripe++)
        {
            if (wanted[stripe]) children = children.With(stripe, _served.ChildrenOf(stripe));
        }

        return children;
    }
}
