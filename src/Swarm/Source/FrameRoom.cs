using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Upload;

namespace ScreenShare.Swarm.Source;

/// <summary>
/// Whether the source's uplink has room for another frame: not while what waits of earlier ones would take it longer than
/// <see cref="Residue"/>. Only what waits for the uplink or the limit counts, not what waits for one connection: a viewer that reads
/// slowly must not slow the others, unless there are none. Where most are slow the age of what waits tells.
/// The uplink is looked at when a frame is there to be published; what the swarm as a whole can take is watched (<see cref="SwarmPace"/>).
/// </summary>
internal sealed class FrameRoom(Neighbours neighbours, Uploader uploader)
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

    /// <summary>What is asked for holds a frame no longer: somebody may always ask for more.</summary>
    private static readonly TimeSpan AskedHoldMax = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Nor does a first picture while nobody has one: two at once over an uplink that carries a stream take less, and whoever only seems to
    /// fetch one must not end a broadcast.
    /// </summary>
    private static readonly TimeSpan FirstHoldMax = TimeSpan.FromSeconds(2);

    /// <summary>An uplink that is full for half of the time makes viewers fall behind by itself, and slows the source by itself.</summary>
    private const double HeldShareMax = 0.5;

    /// <summary>Of ticks: two seconds.</summary>
    private const double HeldMemory = 1 / 40.0;

    /// <summary>Too low only lets less wait; what waits is looked at again with each batch that leaves.</summary>
    private const double RateBeforeMeasured = 1_000_000;

    /// <summary>Sooner nothing has changed.</summary>
    private const double WakeSecondsMin = 0.001;

    private readonly SwarmPace _pace = new();
    private readonly FirstPictureCredit _firstPictures = new();
    private readonly HashSet<ConnectionId> _followers = []; // have taken every frame as it came at some time; never walked
    private double _heldShare; // of the last seconds
    private Instant _publishedAt;
    private Instant? _limitRoomAt; // a frame waits, and by then the limit has room for it if nothing is added

    /// <summary>When the pace of the swarm, or the upload limit, lets the next frame out; null: neither holds one back.</summary>
    public Instant? NextTimeout(Instant now) =>
        Instant.Earlier(_pace.NextFrame > now ? _pace.NextFrame : null, _limitRoomAt > now ? _limitRoomAt : null);

    /// <param name="bytes">Of the frame.</param>
    public void HandlePublish(long bytes, bool isNewSession, Instant now)
    {
        if (isNewSession) _firstPictures.HandleSession(bytes);
        _publishedAt = now;
        _pace.HandlePublish(now);
    }

    public void HandlePeerClosed(PeerSession peer) => _followers.Remove(peer.Connection);

    /// <param name="isFirst">As below.</param>
    public void HandleTick(bool isFirst, Instant now)
    {
        int behind = 0;
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive) continue;
            bool follows = peer.Standing.Theirs.TakesOffers;
            if (follows) _followers.Add(peer.Connection);
            // Who has a download limit asks for each chunk, and keeps up all the same.
            bool neverCould = peer.Standing.Theirs.Chooses && now - peer.ConnectedAt > JoiningTime;
            behind += !follows && (_followers.Contains(peer.Connection) || neverCould) ? 1 : 0;
        }

        _heldShare += HeldMemory * ((HoldBySource(isFirst, now) == FrameHold.None ? 0 : 1) - _heldShare);
        _pace.HandleTick(neighbours.CountLive(), behind, _heldShare > HeldShareMax, now);
    }

    /// <param name="isFirst">Nobody has a picture, and somebody fetches the first from here.</param>
    public FrameHold HoldsFrame(bool isFirst, Instant now)
    {
        FrameHold hold = HoldBySource(isFirst, now);
        return hold == FrameHold.None && _pace.NextFrame > now ? FrameHold.Viewers : hold;
    }

    public void CheckInvariants()
    {
        foreach (ConnectionId follower in _followers)
            Invariant.Holds(neighbours.Find(follower) is not null, $"{follower}, which has followed, is a neighbour's");
    }

    private FrameHold HoldBySource(bool isFirst, Instant now) =>
        isFirst && now - _publishedAt < FirstHoldMax ? Hold : HoldOfUplink(now);

    private FrameHold HoldOfUplink(Instant now)
    {
        double bytesLeft = (RateBytesPerSecond * Residue.TotalSeconds) - uploader.LimitDebt(now);
        bool isAlone = CountServed() == 1; // it slows nobody but itself
        bool isFollowed = IsFollowed();
        _firstPictures.Update(uploader.AskedBytesSent, isFollowed, RateBytesPerSecond, now);
        uploader.AskedFirstLeft = _firstPictures.Left; // what waits for it meanwhile holds frames back
        double askedLeft = now - _publishedAt >= AskedHoldMax ? 0 : isFollowed ? _firstPictures.Left : double.MaxValue;
        int served = 0, late = 0;
        foreach (PeerSession peer in neighbours.All)
        {
            if (!peer.IsLive || (!isAlone && (peer.ReadsSlowly || (peer.IsSending && now - peer.LastSent > StuckAfter)))) continue;
            if (!peer.IsSending || isAlone)
            {
                double asked = Math.Min(peer.Requests.Asked.Bytes, askedLeft);
                askedLeft -= asked;
                bytesLeft -= peer.Requests.Pushes.Bytes + asked;
            }

            if (bytesLeft < 0) break;
            served += peer.Standing.Served.IsEmpty ? 0 : 1;
            late += IsLate(peer.Requests, now) ? 1 : 0;
        }

        // In time: what is asked for takes the limit's next bytes the moment there are any.
        _limitRoomAt = bytesLeft < 0 && uploader.LimitBytesPerSecond is { } limit
            ? now + TimeSpan.FromSeconds(Math.Max(-bytesLeft / limit, WakeSecondsMin))
            : null;
        return bytesLeft >= 0 && (late == 0 || 2 * late <= served) ? FrameHold.None : Hold;
    }

    private FrameHold Hold => uploader.LimitBytesPerSecond <= (uploader.UplinkBytesPerSecond ?? double.MaxValue)
        ? FrameHold.UploadLimit
        : FrameHold.Uplink;

    private double RateBytesPerSecond =>
        Math.Min(uploader.LimitBytesPerSecond ?? double.MaxValue, uploader.UplinkBytesPerSecond ?? RateBeforeMeasured);

    /// <summary>
    /// Neighbours that the uplink has anything to do with: who only sits there must not change how the others are kept in step.
    /// </summary>
    private int CountServed()
    {
        int served = 0;
        foreach (PeerSession peer in neighbours.All)
            served += peer.IsLive && (!peer.Standing.Served.IsEmpty || !peer.Requests.IsEmpty) ? 1 : 0;
        return served;
    }

    /// <summary>Somebody takes frames as they come, and the source keeps step with what it is sent.</summary>
    private bool IsFollowed()
    {
        foreach (PeerSession peer in neighbours.All)
        {
            if (peer.IsLive && !peer.Standing.Served.IsEmpty) return true;
        }

        return false;
    }

    /// <summary>The earliest deadline is the oldest.</summary>
    private static bool IsLate(UploadRequests requests, Instant now) =>
        requests.Pushes.Count > 0 && now - (requests.Pushes.First.Deadline - SwarmLimits.DeltaDeadline) > PushAgeMax;
}
