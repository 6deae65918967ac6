using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// Which neighbour the source offers which first copy. Blind picking is what costs a source most: with everything offered to all, they ask
/// it for
/// the same chunks. So each chunk of a new frame is offered to few of those that follow the stream, in turn and in proportion to what they
/// can pass on, and
/// spreads from there. Whoever has no company depends on the source and is offered everything. What has not spread in time is offered
/// again,
/// but never while the source is late itself: a rescue then only makes everybody later.
/// </summary>
internal sealed class SourceSpread
{
    /// <summary>With an uplink nobody has measured: a second copy saves a hop, and covers the death of one of two.</summary>
    private const int CopiesUnlessLimited = 2;

    private const int CopiesMax = 4;

    /// <summary>Newcomers that fetch their first picture from the source at a time; the others get it from these.</summary>
    private const int SeedsMax = 2;

    /// <summary>A seed that has not come to follow the stream by then gives up its place.</summary>
    private static readonly TimeSpan SeedPatience = TimeSpan.FromSeconds(3);

    /// <summary>Where others have the picture a newcomer finds them within this time, or the source helps.</summary>
    private static readonly TimeSpan NewcomerGrace = TimeSpan.FromMilliseconds(1500);

    /// <summary>An offer nobody has taken up by now is made to others.</summary>
    private static readonly TimeSpan OfferAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>A chunk that nobody has told of by now may be lost with the neighbour that was offered it.</summary>
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMilliseconds(400);

    private readonly Neighbours _neighbours;
    private readonly Announcer _announcer;
    private readonly Uploader _uploader;
    private readonly SortedDictionary<ConnectionId, Receiver> _receivers = [];
    private readonly Queue<RecentFrame> _recent = new();
    private double _streamBytesPerSecond;
    private Instant _lastPublish;
    private FrameNumber _newest;

    public SourceSpread(Neighbours neighbours, Announcer announcer, Uploader uploader)
    {
        _neighbours = neighbours;
        _announcer = announcer;
        _uploader = uploader;
    }

    /// <summary>Nothing new is spreading.</summary>
    public bool IsIdle => _recent.Count == 0;

    /// <summary>Whoever is here before the first frame needs no key frame: it follows from the start.</summary>
    public void HandlePeerOpen(PeerSession peer, Session? session, Instant now)
    {
        _receivers[peer.Connection] = new Receiver(peer, isFollowing: session is null, now);
        if (session is not null)
            Seed(session, now);
    }

    public void HandlePeerClosed(PeerSession peer) => _receivers.Remove(peer.Connection);

    /// <summary>All are there from its first frame on.</summary>
    public void HandleNewSession()
    {
        _recent.Clear();
        _newest = FrameNumber.None;
        foreach (Receiver receiver in _receivers.Values)
            receiver.Follow();
    }

    /// <summary>A neighbour asks for a chunk of a delta: it follows the stream.</summary>
    public void HandleRequest(PeerSession peer, ChunkId chunk)
    {
        if (chunk.Kind != ChunkKind.Delta || !_receivers.TryGetValue(peer.Connection, out Receiver? receiver))
            return;
        receiver.HandleProof(chunk.Frame, _newest);
        foreach (RecentFrame recent in _recent)
        {
            if (recent.Delta.Frame == chunk.Frame)
                recent.Asked.Add(chunk.Number);
        }
    }

    /// <summary>Offers the chunks of a new frame.</summary>
    public void HandlePublish(WindowFrame frame, Instant now)
    {
        if (frame.Delta is not { } delta)
            return;
        MeasureStream(delta.HeldBytes, now);
        _newest = delta.Frame;
        _recent.Enqueue(new RecentFrame(delta, now));
        int copies = Copies();
        for (int chunk = 0; chunk < delta.ChunkCount; chunk++)
            OfferInTurn(delta, chunk, copies, now);
        foreach (Receiver receiver in _receivers.Values)
        {
            receiver.HandlePublish(now);
            bool isSeed = !receiver.IsFollowing && receiver.SeededAt is not null;
            if (isSeed || (receiver.IsFollowing && receiver.IsLonely(now)))
                _announcer.BitfieldTo(receiver.Peer, delta);
        }
    }

    /// <summary>Looks after newcomers, and after what has not spread.</summary>
    public void HandleTick(Session session, Instant now)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            receiver.LookForNews(_newest, now);
            if (session.KeyFrames.Entries.Count > 0)
                receiver.LookWhetherStuck(session.KeyFrames.Entries[^1].Frame, now);
        }

        Seed(session, now);
        bool isLate = _uploader.IsLate(now);
        foreach (RecentFrame recent in _recent)
        {
            if (now - recent.At > OfferAgainAfter && !recent.IsOfferedAgain)
                OfferAgain(recent, now);
            if (now - recent.At > RescueAfter && !isLate)
                Rescue(recent.Delta, now);
        }

        while (_recent.TryPeek(out RecentFrame? oldest) && now - oldest.At > 2 * RescueAfter)
            _recent.Dequeue();
    }

    /// <summary>Whoever was offered these did not want them, or is gone.</summary>
    private void OfferAgain(RecentFrame recent, Instant now)
    {
        recent.IsOfferedAgain = true;
        for (int chunk = 0; chunk < recent.Delta.ChunkCount; chunk++)
        {
            if (!recent.Asked[chunk])
                OfferInTurn(recent.Delta, chunk, CopiesUnlessLimited, now);
        }
    }

    private void OfferInTurn(ChunkSet delta, int chunk, int copies, Instant now)
    {
        double weights = 0;
        foreach (Receiver receiver in _receivers.Values)
            weights += receiver.Weight;
        if (weights <= 0)
            return;
        foreach (Receiver receiver in _receivers.Values)
            receiver.Credit += copies * receiver.Weight / weights;
        for (int copy = 0; copy < copies; copy++)
        {
            Receiver? next = null;
            foreach (Receiver receiver in _receivers.Values)
            {
                bool isCandidate = receiver.TakesOffers(now) && receiver.LastOffered != (delta.Frame, chunk);
                if (isCandidate && (next is null || receiver.Credit > next.Credit))
                    next = receiver;
            }

            if (next is null)
                return;
            next.Credit--;
            next.LastOffered = (delta.Frame, chunk);
            next.CountOffer(delta.Frame, now);
            _announcer.ChunkTo(next.Peer, delta.Frame, chunk);
        }
    }

    /// <summary>Offers a first picture to newcomers: to those without company, or when nobody else has it, or when they have
    /// waited.</summary>
    private void Seed(Session session, Instant now)
    {
        int seeds = 0;
        bool othersHaveIt = false;
        foreach (Receiver receiver in _receivers.Values)
        {
            seeds += receiver.SeededAt is { } at && !receiver.IsFollowing && now - at < SeedPatience ? 1 : 0;
            othersHaveIt |= receiver.IsFollowing;
        }

        foreach (Receiver receiver in _receivers.Values)
        {
            if (seeds >= SeedsMax)
                return;
            bool needsUs = !othersHaveIt || receiver.IsLonely(now) || now - receiver.Since > NewcomerGrace;
            if (receiver.IsFollowing || receiver.SeededAt is not null || !needsUs)
                continue;
            receiver.SeededAt = now;
            seeds++;
            _announcer.EverythingTo(receiver.Peer, session);
        }
    }

    private void Rescue(ChunkSet delta, Instant now)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            if (!receiver.IsFollowing || receiver.RescuedTo >= delta.Frame || receiver.IsLonely(now))
                continue;
            receiver.RescuedTo = delta.Frame;
            // A peer does not tell us that it has what we have offered it, so what it tells came from others.
            int fromOthers = receiver.Peer.Haves.CountOf(delta.Frame);
            if (fromOthers + receiver.OffersOf(delta.Frame) < delta.ChunkCount)
                _announcer.BitfieldTo(receiver.Peer, delta);
        }
    }

    /// <summary>As many as the uplink can send while the stream goes on.</summary>
    private int Copies()
    {
        double possible = Math.Min(_uploader.LimitBytesPerSecond ?? double.MaxValue, _uploader.UplinkBytesPerSecond ?? double.MaxValue)
            / Math.Max(_streamBytesPerSecond, 1);
        return (int)Math.Clamp(possible, 1, _uploader.LimitBytesPerSecond is null ? CopiesUnlessLimited : CopiesMax);
    }

    private void MeasureStream(long bytes, Instant now)
    {
        double seconds = Math.Max((now - _lastPublish).TotalSeconds, 1e-3);
        double weight = Math.Min(1, seconds); // over about a second
        _streamBytesPerSecond += weight * ((bytes / seconds) - _streamBytesPerSecond);
        _lastPublish = now;
    }

    private sealed record RecentFrame(ChunkSet Delta, Instant At)
    {
        public Bits Asked { get; } = new(Delta.ChunkCount);

        public bool IsOfferedAgain { get; set; }
    }
}
