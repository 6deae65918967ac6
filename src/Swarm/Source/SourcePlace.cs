using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Source;

/// <summary>The source's place in the trees, the root of all: it asks nobody, and offers each neighbour the stripes it is given.</summary>
internal sealed class SourcePlace(StandingNews news) : ITreePlace
{
    private static readonly StripeDepths AtRoot = new(OfChunks: 0, OfManifests: 0);

    private readonly Dictionary<ConnectionId, StripeSet> _given = []; // asked for members, never walked
    private bool _hasHeard;

    public int DepthOf(int stripe) => 0;

    public bool IsParent(PeerSession peer, int stripe) => false;

    /// <summary>Offers these stripes, and no others.</summary>
    public void Give(PeerSession peer, StripeSet stripes)
    {
        news.IsThere |= GivenTo(peer) != stripes;
        _given[peer.Connection] = stripes;
    }

    public StripeSet GivenTo(PeerSession peer) => _given.GetValueOrDefault(peer.Connection);

    public void HandleStanding(PeerSession peer, Standing said, Instant now) => _hasHeard = true;

    /// <summary>True when a neighbour has said something since the last call.</summary>
    public bool TryTakeHeard()
    {
        bool hasHeard = _hasHeard;
        _hasHeard = false;
        return hasHeard;
    }

    public void HandleLost(PeerSession peer, Instant now) => _given.Remove(peer.Connection);

    public void HandleTick(Instant now)
    {
        // Nothing here changes with time.
    }

    public void HandleUplink(double? reliable, double stream, Instant now)
    {
        // Who is given how much follows from what they say of their own uplinks.
    }

    public void Prepare(Instant now)
    {
        // What is offered is decided when it is given.
    }

    public void CheckInvariants()
    {
        // Compared with the stripes by SourceSpread, which gives them.
    }

    public Standing StandingFor(PeerSession peer) => new(
        Wanted: default, Refused: StripeSet.All.Without(GivenTo(peer)), UplinkBytesPerSecond: 0, TakesOffers: false, HavesMayWait: true,
        AtRoot, PassedOn: default, Burden: 0, Children: default);
}
