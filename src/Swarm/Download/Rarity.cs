using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// How many neighbours have each chunk that is wanted. Single haves are added as they come; whatever else changes marks a download, which
/// is counted anew once before the next look: peers that say much in one breath cost one count.
/// </summary>
internal static class Rarity
{
    public static void CountStale(DownloadQueue queue, Neighbours neighbours, Instant now)
    {
        foreach (ChunkDownload download in queue.Downloads)
        {
            if (download.AreHoldersStale) Count(download, neighbours, now);
        }
    }

    public static void Count(ChunkDownload download, Neighbours neighbours, Instant now)
    {
        download.ClearHolders();
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive || !peer.Haves.HasSome(download.Kind, download.Frame, out Bits? theirs)) continue;
            for (int i = 0; i < download.Count; i++)
            {
                if (theirs is null || theirs[i]) download.AddHolder(i, now);
            }
        }
    }

    /// <summary>What is wanted is counted at as many neighbours as have it, unless it is to be counted anew.</summary>
    public static void CheckInvariants(DownloadQueue queue, Neighbours neighbours)
    {
        foreach (ChunkDownload download in queue.Downloads)
        {
            for (int i = 0; i < download.Count && !download.AreHoldersStale; i++)
            {
                int holders = neighbours.All.Count(peer => peer.IsLive && peer.Haves.Has(download.Kind, download.Frame, i));
                bool isRight = !download.IsWanted(i) || download.HoldersOf(i) == holders;
                Invariant.Holds(isRight, $"{download.HoldersOf(i)} of {holders} have {download.Kind} {download.Frame}:{i}");
            }
        }
    }
}
