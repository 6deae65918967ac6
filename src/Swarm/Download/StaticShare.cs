using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Download;

/// <summary>Chunk i only from neighbour i mod N, in the order of connections: no account of how fast anybody is.</summary>
internal static class StaticShare
{
    public static bool MayAsk(Neighbours neighbours, PeerSession peer, int number)
    {
        int live = 0;
        int place = -1;
        foreach (PeerSession other in neighbours.All)
        {
            if (!other.IsLive) continue;
            if (other == peer) place = live;
            live++;
        }

        return live > 0 && number % live == place;
    }
}
