using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;

namespace ScreenShare.Swarm.Download;

/// <summary>Which neighbours are served with which stripes, of those that ask for them.</summary>
internal static class ServedStripes
{
    /// <summary>Neighbours served with one stripe: the last waits for all before it, and would be served sooner by the first.</summary>
    private const int ChildrenMax = 8;

    /// <summary>Who was served already stays; who comes when a stripe is full is refused.</summary>
    public static StripeSet RefusedTo(PeerSession peer, Neighbours neighbours)
    {
        StripeSet refused = default;
        for (int i = 0; i < Stripes.Count; i++)
        {
            if (!peer.Standing.Theirs.Wanted[i])
                peer.Standing.IsServed = peer.Standing.IsServed.Without(i);
            else if (!peer.Standing.IsServed[i] && CountServed(i, neighbours) >= ChildrenMax)
                refused = refused.With(i);
            else
                peer.Standing.IsServed = peer.Standing.IsServed.With(i);
        }

        return refused;
    }

    private static int CountServed(int stripe, Neighbours neighbours)
    {
        int count = 0;
        foreach (PeerSession peer in neighbours.All)
            count += peer.IsLive && peer.Standing.IsServed[stripe] && peer.Standing.Theirs.Wanted[stripe] ? 1 : 0;
        return count;
    }
}
