using ScreenShare.Swarm.Peers;

namespace ScreenShare.Swarm.Download;

/// <summary>How many neighbours have each chunk that is wanted.</summary>
internal static class Rarity
{
    public static void Count(ChunkDownload download, Neighbours neighbours, Instant now)
    {
        download.ClearHolders();
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive)
                continue;
            for (int i = 0; i < download.Count; i++)
            {
                if (peer.Haves.Has(download.Kind, download.Frame, i))
                    download.AddHolder(i, now);
            }
        }
    }
}
