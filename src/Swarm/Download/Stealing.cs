using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// What an idle connection does when nothing is left to claim: of the chunks others have claimed it takes the one that would arrive
/// latest, if it can deliver it clearly earlier itself. Both stay asked; the first arrival wins and the other is cancelled.
/// </summary>
internal static class Stealing
{
    /// <summary>A gain below this is noise, and its price is a chunk sent twice.</summary>
    private static readonly TimeSpan GainMin = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan GainMinUnmeasured = TimeSpan.FromMilliseconds(250);

    /// <param name="queued">What has been asked for before takes so long to come in.</param>
    public static bool TryPick(
        DownloadQueue queue, Neighbours neighbours, PeerSession thief, TimeSpan queued, Instant now,
        out ChunkDownload? stolen, out int number)
    {
        stolen = null;
        number = -1;
        // A link nobody has measured promises whatever is assumed of it; a joiner's first chunks would all be asked for twice.
        TimeSpan bestGain = thief.Pipeline.RoundTrip == TimeSpan.Zero ? GainMinUnmeasured + queued : GainMin + queued;
        foreach (ChunkDownload download in queue.Downloads)
        {
            if (download.Claimed.IsEmpty || !thief.Haves.HasSome(download.Kind, download.Frame, out Bits? which)) continue;
            for (int i = download.Claimed.NextCommon(which, 0); i >= 0; i = download.Claimed.NextCommon(which, i + 1))
            {
                bool isShared = download.SecondClaim(i) != default;
                if (isShared || download.FirstClaim(i) == thief.Connection) continue;
                PeerSession? holder = neighbours.Find(download.FirstClaim(i));
                if (holder is null) continue;
                var chunk = new ChunkId(neighbours.Session, TrackId.Full, download.Kind, download.Frame, (ushort)i);
                Instant theirs = holder.Pipeline.ArrivalOf(chunk, now);
                Instant ours = thief.Pipeline.ArrivalOfNext(download.LengthOf(i), now);
                TimeSpan gain = theirs - ours;
                if (gain > bestGain) (stolen, number, bestGain) = (download, i, gain);
            }
        }

        return stolen is not null;
    }
}
