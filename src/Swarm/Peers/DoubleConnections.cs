using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// Which of two connections is with the same peer, and which of them is kept. A peer id is no secret and proves nothing, on whatever host:
/// only who shows that it knows the tokens of both connections has both. Until then they are two neighbours.
/// <code>
/// two connections under one id --each end says so on the newer--> proven --the one end it is for ends one--> one
///                              --no proof comes--> two neighbours
/// </code>
/// </summary>
internal sealed class DoubleConnections
{
    /// <summary>Connections under one id that are told of each other: a node has few addresses, and a liar makes us hash no more.</summary>
    private const int TwinsMax = 4;

    /// <summary>
    /// Within this time two ends may have dialled each other, and cannot know whose connection was first. Later the older is kept: it has
    /// proven itself, whoever stands between the ends of the newer.
    /// </summary>
    private static readonly TimeSpan CrossingMax = TimeSpan.FromSeconds(5);

    private readonly PeerId _own;
    private readonly Neighbours _neighbours;

    /// <param name="own">This node's id.</param>
    public DoubleConnections(PeerId own, Neighbours neighbours)
    {
        _own = own;
        _neighbours = neighbours;
    }

    /// <summary>A new neighbour: proves to it what other connections it has here, if it is who it seems to be.</summary>
    public void HandleOpen(PeerSession added)
    {
        int told = 0;
        foreach (PeerSession other in _neighbours.All)
        {
            if (!MayBeOne(other, added) || ++told > TwinsMax) continue;
            added.Writer.Twin(added.Outbox, Twin.Of((added.Token, Theirs(added)), (other.Token, Theirs(other))));
        }
    }

    /// <summary>The other connection with the same peer, if it has proven one.</summary>
    public PeerSession? Handle(PeerSession peer, Twin twin)
    {
        if (++peer.TwinsHeard > TwinsMax) return null;
        foreach (PeerSession other in _neighbours.All)
        {
            if (MayBeOne(other, peer) && twin == Twin.Of((Theirs(peer), peer.Token), (Theirs(other), other.Token))) return other;
        }

        return null;
    }

    /// <summary>
    /// The one of two proven to be with one peer to end from here; null when that is for the other end to do. Where each end dialled one,
    /// both keep the one that the lower peer id dialled, so they keep the same. Where one end dialled both, it alone ends one.
    /// </summary>
    public PeerSession? ToEnd(PeerSession one, PeerSession other)
    {
        (PeerSession older, PeerSession newer) = one.Connection.Value < other.Connection.Value ? (one, other) : (other, one);
        if (older.Side == ConnectionSide.Accepted && newer.Side == ConnectionSide.Accepted) return null;
        if (older.Side == newer.Side || newer.ConnectedAt - older.ConnectedAt > CrossingMax) return newer;
        bool oursIsLower = _own.CompareTo(newer.PeerId) < 0;
        return oursIsLower == (newer.Side == ConnectionSide.Dialled) ? older : newer;
    }

    private static bool MayBeOne(PeerSession other, PeerSession peer) =>
        other != peer && other.IsLive && peer.IsLive && other.PeerId == peer.PeerId && !Theirs(other).IsNone && !Theirs(peer).IsNone;

    private static ConnectionToken Theirs(PeerSession peer) => peer.Extension?.Token ?? default;
}
