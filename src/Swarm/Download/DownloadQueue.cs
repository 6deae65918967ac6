using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// The one queue all connections work from: wanted chunks by deadline, then rarity, then a shuffle of this node's own, so that
/// neighbours fetch different chunks first. Picks for one connection at a time; knows nothing of messages.
/// </summary>
internal sealed class DownloadQueue
{
    private readonly List<ChunkDownload> _downloads = []; // earliest deadline first, then older frame, then index before chunks
    private readonly ulong _shuffle;

    public DownloadQueue(ulong shuffle) => _shuffle = shuffle;

    /// <summary>Whether a peer that has a free chunk may be asked for it now; null: always.</summary>
    public Func<PeerSession, ChunkDownload, int, Instant, bool>? MayAsk { get; init; }

    /// <summary>The list itself: walking it must not allocate.</summary>
    public List<ChunkDownload> Downloads => _downloads;

    public ChunkDownload? Find(ChunkKind kind, FrameNumber frame)
    {
        foreach (ChunkDownload download in _downloads)
        {
            if (download.Frame == frame && download.Kind == kind) return download;
        }

        return null;
    }

    public void Add(ChunkDownload download)
    {
        int at = _downloads.Count;
        while (at > 0 && Compare(download, _downloads[at - 1]) < 0)
            at--;
        _downloads.Insert(at, download);
    }

    public void RemoveFinished() => _downloads.RemoveAll(static download => download.IsFinished);

    /// <summary>Forgets deltas of frames that nothing is waiting for any more and that nobody keeps.</summary>
    public void RemoveDeltasBelow(FrameNumber floor)
    {
        for (int i = _downloads.Count - 1; i >= 0; i--)
        {
            if (_downloads[i].Set.Kind == ChunkKind.Delta && _downloads[i].Frame < floor) _downloads.RemoveAt(i);
        }
    }

    public void Clear() => _downloads.Clear();

    /// <summary>The free chunk this peer should be asked for next.</summary>
    public bool TryPick(PeerSession peer, out ChunkDownload? picked, out int number, Instant now)
    {
        foreach (ChunkDownload download in _downloads)
        {
            if (download.Free.IsEmpty) continue;
            number = PickFrom(download, peer, now);
            if (number >= 0)
            {
                picked = download;
                return true;
            }
        }

        picked = null;
        number = -1;
        return false;
    }

    public void CheckInvariants()
    {
        for (int i = 0; i < _downloads.Count; i++)
        {
            ChunkDownload download = _downloads[i];
            Invariant.Holds(i == 0 || Compare(_downloads[i - 1], download) <= 0, $"{download.Kind} {download.Frame} comes in its order");
            Invariant.Holds(Find(download.Kind, download.Frame) == download, $"{download.Kind} {download.Frame} is wanted once");
            Invariant.Holds(!download.IsFinished, $"something of {download.Kind} {download.Frame} is wanted");
            download.CheckInvariants();
        }
    }

    private int PickFrom(ChunkDownload download, PeerSession peer, Instant now)
    {
        int best = -1;
        if (!peer.Haves.HasSome(download.Kind, download.Frame, out Bits? theirs)) return best;
        (int Holders, ulong Shuffle) bestKey = default;
        for (int i = download.Free.NextCommon(theirs, 0); i >= 0; i = download.Free.NextCommon(theirs, i + 1))
        {
            if (MayAsk?.Invoke(peer, download, i, now) == false) continue;
            (int, ulong) key = (download.HoldersOf(i), Shuffle(download.Frame, i));
            if (best < 0 || key.CompareTo(bestKey) < 0) (best, bestKey) = (i, key);
        }

        return best;
    }

    // SplitMix64's finaliser (Steele, Lea, Flood 2014) over node, frame and chunk.
    private ulong Shuffle(FrameNumber frame, int number)
    {
        ulong x = _shuffle ^ ((ulong)frame.Value << 20) ^ (uint)number;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private static int Compare(ChunkDownload left, ChunkDownload right)
    {
        int byDeadline = left.Deadline.CompareTo(right.Deadline);
        int byFrame = byDeadline != 0 ? byDeadline : left.Frame.CompareTo(right.Frame);
        return byFrame != 0 ? byFrame : right.IsIndex.CompareTo(left.IsIndex);
    }
}
