using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// Where a node stands in the trees of all stripes, and so what it has to say of that: a viewer's place, or the source's.
/// </summary>
internal interface ITreePlace
{
    /// <summary>Hops from the source; <see cref="Content.StripeDepths.None"/> when nobody sends the stripe.</summary>
    int DepthOf(int stripe);

    /// <summary>The peer sends this stripe here.</summary>
    bool IsParent(PeerSession peer, int stripe);

    /// <summary>A neighbour has said what it wants, what it serves, and how near to the source it is.</summary>
    void HandleStanding(PeerSession peer, Standing said, Instant now);

    void HandleLost(PeerSession peer, Instant now);

    void HandleTick(Instant now);

    /// <param name="reliable">Bytes per second that this node can send, as measured; null before.</param>
    /// <param name="stream">Bytes per second that come in.</param>
    void HandleUplink(double? reliable, double stream, Instant now);

    /// <summary>Neighbours are going to be told, each by <see cref="StandingFor"/>.</summary>
    void Prepare(Instant now);

    /// <summary>What the neighbour should know now, but for the uplink.</summary>
    Standing StandingFor(PeerSession peer);

    void CheckInvariants();
}
