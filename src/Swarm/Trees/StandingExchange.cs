using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// What neighbours and this node tell each other of the standing requests between them: what is wanted, what would be refused, how near to
/// the source each is. Told anew when it has changed, not too often, and never for small changes of the burden alone.
/// </summary>
internal sealed class StandingExchange(Neighbours neighbours, ITreePlace place, StandingNews news)
{
    /// <summary>A burden that has changed by so many children is worth a message.</summary>
    private const int BurdenNews = 8;

    private readonly ToldUplink _uplink = new();
    private bool _isLate; // somebody has not been told

    /// <summary>A neighbour is new.</summary>
    public void HandlePeerOpen() => news.IsThere = true;

    public void HandleLost(PeerSession peer, Instant now)
    {
        news.IsThere = true; // what it was sent, others may have
        place.HandleLost(peer, now);
    }

    /// <summary>
    /// One that says something all the time is heard at ticks: every change of its mind would be told to all, and by them to others.
    /// </summary>
    public void HandleStanding(PeerSession peer, Standing said, Instant now)
    {
        if (peer.Standing.Heard.TryHear(said, now)) TakeUp(peer, now);
    }

    /// <param name="reliable">Bytes per second that this node can send, as measured; null before.</param>
    /// <param name="promised">What others may expect of it; null before it was measured.</param>
    /// <param name="stream">Bytes per second that come in.</param>
    public void HandleUplink(double? reliable, double? promised, double stream, Instant now)
    {
        place.HandleUplink(reliable, stream, now);
        news.IsThere |= _uplink.Update(promised);
    }

    public void HandleTick(Instant now)
    {
        foreach (PeerSession peer in neighbours.All)
        {
            if (peer.Standing.Heard.TryTakeUp()) TakeUp(peer, now);
        }

        place.HandleTick(now);
        news.IsThere |= _isLate;
        _isLate = false;
    }

    /// <summary>Tells each neighbour what has changed. Cheap when nothing has.</summary>
    public void Tell(Instant now)
    {
        if (!news.IsThere) return;
        news.IsThere = false;
        place.Prepare(now);
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive) continue;
            Standing standing = place.StandingFor(peer) with { UplinkBytesPerSecond = _uplink.BytesPerSecond };
            if (!IsNews(standing, peer.Standing.Ours)) continue;
            if (peer.Standing.Told.TryTell(standing, now)) peer.Writer.Standing(peer.Outbox, standing);
            else _isLate = true;
        }
    }

    /// <summary>Whoever is told is asked for what is wanted of it, unless it is to be told anew.</summary>
    public void CheckInvariants()
    {
        place.CheckInvariants();
        if (news.IsThere || _isLate) return;
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive) continue;
            StripeSet wanted = place.StandingFor(peer).Wanted;
            StripeSet asked = peer.Standing.Ours.Wanted;
            Invariant.Holds(asked == wanted, $"{peer} is asked for {asked}, and {wanted} is wanted");
        }
    }

    private void TakeUp(PeerSession peer, Instant now)
    {
        news.IsThere = true; // it may want more than it gets, or have moved
        if (!peer.Standing.Theirs.TakesOffers)
            peer.Requests.Pushes.Clear(); // it chooses from now on, and what waits would come before that
        place.HandleStanding(peer, peer.Standing.Theirs, now);
    }

    private static bool IsNews(Standing standing, Standing told) =>
        standing with { Burden = told.Burden } != told || Math.Abs(standing.Burden - told.Burden) >= BurdenNews;
}
