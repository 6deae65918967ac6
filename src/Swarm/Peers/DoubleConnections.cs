using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Peers;

/// <summary>Which of two connections is with the same peer, and which of them is kept: both ends must come to the same answer.</summary>
internal static class DoubleConnections
{
    /// <summary>
    /// Another connection with the same id and host. An id is no secret and proves nothing: a stranger that copied it can neither push out
    /// its owner nor keep it from connecting. Two addresses of one kind are two hosts; an IPv4 and an IPv6 address may well be one.
    /// </summary>
    public static PeerSession? Find(Neighbours neighbours, PeerSession peer)
    {
        foreach (PeerSession other in neighbours.All)
        {
            bool mayBeOneHost = other.Remote.Ip == peer.Remote.Ip || other.Remote.IsIPv4 != peer.Remote.IsIPv4;
            if (other != peer && other.IsOpen && other.PeerId == peer.PeerId && mayBeOneHost)
                return other;
        }

        return null;
    }

    /// <summary>
    /// The one to end from here; null when that is for the other end to do. Where each end dialled one, both keep the one that the lower
    /// peer id dialled, so they keep the same. Where one end dialled both, to two addresses of the other, it alone ends one.
    /// </summary>
    /// <param name="own">This node's id.</param>
    public static PeerSession? ToEnd(PeerId own, PeerSession old, PeerSession added)
    {
        if (added.Side == ConnectionSide.Accepted && old.Side == ConnectionSide.Accepted)
            return null;
        bool oursIsLower = own.CompareTo(added.PeerId) < 0;
        bool keepNew = added.Side != old.Side && oursIsLower == (added.Side == ConnectionSide.Dialled);
        return keepNew ? old : added;
    }
}
