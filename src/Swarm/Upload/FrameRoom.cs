using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// Whether the source's uplink has room for another frame: not while what waits of earlier ones would take it longer than
/// <see cref="Residue"/>. Only what waits for the uplink or the limit counts, not what waits for one connection: a viewer that reads
/// slowly must not slow the others, unless there are none. Where most are slow the age of what waits tells.
/// The uplink is looked at when a frame is there to be published; what the swarm as a whole can take is watched (<see cref="SwarmPace"/>).
/// </summary>
internal sealed class FrameRoom(Neighbours neighbours, ChunkStore store, Uploader uploader)
{
    /// <summary>
    /// Keeps the uplink busy while the next picture is encoded and its first chunk handed on, and is all that a frame waits for an
    /// earlier one.
    /// </summary>
    private static readonly TimeSpan Residue = TimeSpan.FromMilliseconds(50);

    /// <summary>A chunk that is sent unasked and has waited for so long is late for everybody behind its receiver.</summary>
    private static readonly TimeSpan PushAgeMax = TimeSpan.FromMilliseconds(150);

    /// <summary>A batch that a connection has not taken for so long tells of a dead peer, which nobody waits for.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMilliseconds(600);

    /// <summary>Whoever has not followed after that is no joiner with its first picture under way: it cannot.</summary>
    private static readonly TimeSpan JoiningTime = TimeSpan.FromSeconds(4);

    /// <summary>An uplink that is full for half of the time makes viewers fall behind by itself, and slows the source by itself.</summary>
    private const double HeldShareMax = 0.5;

    /// <summary>Of ticks: two seconds.</summary>
    private const double HeldMemory = 1 / 40.0;

    /// <summary>Too low only lets less wait; what waits is looked at again with each batch that leaves.</summary>
    private const double RateBeforeMeasured = 1_000_000;

    private readonly SwarmPace _pace = new();
    private double _heldShare; // of the last seconds

    /// <summary>When the pace of the swarm lets the next frame out; null: it holds none back.</summary>
    public Instant? NextTimeout(Instant now) => _pace.NextFrame > now ? _pace.NextFrame : null;

    public void HandlePublish(Instant now) => _pace.HandlePublish(now);

    public void HandleTick(Instant now)
    {
        int behind = 0;
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive)
                continue;
            bool follows = peer.Standing.Theirs.TakesOffers;
            peer.Standing.HasFollowed |= follows;
            // Who has a download limit asks for each chunk, and keeps up all the same.
            bool neverCould = peer.Standing.Theirs.Chooses && now - peer.ConnectedAt > JoiningTime;
            behind += !follows && (peer.Standing.HasFollowed || neverCould) ? 1 : 0;
        }

        _heldShare += HeldMemory * ((LookAtUplink(now) == FrameHold.None ? 0 : 1) - _heldShare);
        _pace.HandleTick(LiveNeighbours(), behind, _heldShare > HeldShareMax, now);
    }

    public FrameHold Look(Instant now)
    {
        FrameHold hold = LookAtUplink(now);
        return hold == FrameHold.None && _pace.NextFrame > now ? FrameHold.Viewers : hold;
    }

    private FrameHold LookAtUplink(Instant now)
    {
        double bytesLeft = (RateBytesPerSecond * Residue.TotalSeconds) - uploader.LimitDebt(now);
        bool isAlone = LiveNeighbours() == 1; // it slows nobody but itself
        int served = 0, late = 0;
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive || (!isAlone && (peer.ReadsSlowly || (peer.IsSending && now - peer.LastSent > StuckAfter))))
                continue;
            bytesLeft -= peer.IsSending && !isAlone ? 0 : WaitingBytes(peer.Requests, bytesLeft, now);
            if (bytesLeft < 0)
                return Hold;
            served += peer.Standing.Served.IsEmpty ? 0 : 1;
            late += IsLate(peer.Requests, now) ? 1 : 0;
        }

        return late == 0 || 2 * late <= served ? FrameHold.None : Hold;
    }

    private FrameHold Hold => uploader.LimitBytesPerSecond <= (uploader.UplinkBytesPerSecond ?? double.MaxValue)
        ? FrameHold.UploadLimit
        : FrameHold.Uplink;

    private double RateBytesPerSecond =>
        Math.Min(uploader.LimitBytesPerSecond ?? double.MaxValue, uploader.UplinkBytesPerSecond ?? RateBeforeMeasured);

    private int LiveNeighbours()
    {
        int live = 0;
        foreach (PeerSession peer in neighbours.All)
            live += peer.IsLive ? 1 : 0;
        return live;
    }

    /// <summary>Of frames, counted until they are more than <paramref name="enough"/>. First pictures go beside the stream.</summary>
    private double WaitingBytes(UploadRequests requests, double enough, Instant now)
    {
        double bytes = 0;
        for (int i = 0; i < requests.Count && bytes <= enough; i++)
        {
            ChunkId chunk = requests[i].Chunk;
            if (chunk.Kind == ChunkKind.Delta && store.Find(chunk, out ReadOnlyMemory<byte> found, now) == ChunkStore.Lookup.Found)
                bytes += found.Length;
        }

        return bytes;
    }

    private static bool IsLate(UploadRequests requests, Instant now)
    {
        for (int i = 0; i < requests.Count; i++)
        {
            if (requests[i].IsPush)
                return now - (requests[i].Deadline - SwarmLimits.DeltaDeadline) > PushAgeMax; // the earliest deadline is the oldest
        }

        return false;
    }
}
