using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Trees;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// What nobody has told of for a while is asked for all the same, of a random neighbour at a time: it answers or rejects. So nothing hangs
/// on a have that was never sent, such as for a first copy that was offered to a neighbour now gone.
/// </summary>
internal static class Speculation
{
    public static bool TryPick(
        DownloadQueue queue, StandingRequests standing, Neighbours neighbours, Random random, Instant now,
        out PeerSession? asked, out ChunkDownload? picked, out int number)
    {
        foreach (ChunkDownload download in queue.Downloads)
        {
            if (now - download.WantedSince < SwarmLimits.AskOnSpecAfter) continue;
            for (number = download.Free.Next(0); number >= 0; number = download.Free.Next(number + 1))
            {
                bool isOwed = download.Kind == ChunkKind.Delta
                    && standing.IsFlowing(Stripes.Of(download.Frame, number), download.Frame, download.WantedSince, now);
                if (isOwed || download.HoldersOf(number) > 0) continue;
                picked = download;
                asked = Draw(neighbours, download.Frame, random);
                return asked is not null;
            }
        }

        (asked, picked, number) = (null, null, -1);
        return false;
    }

    private static PeerSession? Draw(Neighbours neighbours, FrameNumber frame, Random random)
    {
        PeerSession? drawn = null;
        int seen = 0;
        foreach (PeerSession peer in neighbours.All)
        {
            bool mayHave = peer.IsLive && peer.Haves.Newest >= frame && peer.Pipeline.HasRoomFor(StreamParameters.ChunkCapacityUsual);
            if (mayHave && random.Next(++seen) == 0) drawn = peer;
        }

        return drawn;
    }
}
