using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// Which neighbour the source offers which first copy. Blind picking is what costs a source most: with everything offered to all, they ask
/// it for the same chunks. So each chunk of a new frame is sent to few of those that follow the stream, in proportion to what they can
/// pass on (<see cref="SourceStripes"/>), and spreads from there. Whoever has no company depends on the source and is sent everything.
/// What has not spread in time is offered again, but never while the source is late itself: a rescue then only makes everybody later.
/// </summary>
internal sealed class SourceSpread
{
    /// <summary>With an uplink nobody has measured: a second copy saves a hop, and covers the death of one of two.</summary>
    private const int CopiesUnlessLimited = 2;

    private const int CopiesMax = 2;

    /// <summary>So few that one tree for each stripe is as shallow as two.</summary>
    private const int FewReceivers = 12;

    /// <summary>So much more than for one more copy must be possible: trees must not be torn down and built again by noise.</summary>
    private const double CopiesMargin = 0.25;

    private const double UplinkBeforeMeasured = 12_000_000;

    /// <summary>More than a frame of moving pictures has.</summary>
    private const int LongFrameChunks = 32;

    /// <summary>A frame that takes longer to send than this is sent once.</summary>
    private static readonly TimeSpan LongFrame = TimeSpan.FromMilliseconds(100);

    /// <summary>A chunk that nobody has told of by now may be lost with the neighbour that was offered it.</summary>
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMilliseconds(400);

    private readonly Neighbours _neighbours;
    private readonly Announcer _announcer;
    private readonly Uploader _uploader;
    private readonly StandingRequests _standing;
    private readonly SourceSeeding _seeding;
    private readonly SourceStripes _stripes = new();
    private readonly List<Receiver> _candidates = [];
    private readonly SortedDictionary<ConnectionId, Receiver> _receivers = [];
    private readonly Queue<RecentFrame> _recent = new();
    private double _streamBytesPerSecond;
    private Instant _lastPublish;
    private int _copies = 1;
    private FrameNumber _newest;
    private long _newestBytes;

    public SourceSpread(Neighbours neighbours, Announcer announcer, Uploader uploader, StandingRequests standing)
    {
        _standing = standing;
        _neighbours = neighbours;
        _announcer = announcer;
        _seeding = new SourceSeeding(announcer);
        _uploader = uploader;
    }

    /// <summary>Nothing new is spreading.</summary>
    public bool IsIdle => _recent.Count == 0;

    /// <summary>Whoever is here before the first frame needs no key frame: it follows from the start.</summary>
    public void HandlePeerOpen(PeerSession peer, Session? session, Instant now)
    {
        _receivers[peer.Connection] = new Receiver(peer, isFollowing: session is null, now);
        if (session is not null)
            _seeding.Look(_receivers.Values, session, now);
        Share(now);
    }

    public void HandlePeerClosed(PeerSession peer)
    {
        if (_receivers.Remove(peer.Connection, out Receiver? receiver))
            _stripes.Remove(receiver);
    }

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
    }

    /// <summary>A neighbour has said anew what it wants or can pass on.</summary>
    public void HandleStanding(Instant now) => Share(now);

    /// <summary>Sends the chunks of a new frame to those whose stripes they are; who has nobody else is sent all.</summary>
    public void HandlePublish(WindowFrame frame, Instant now)
    {
        if (frame.Delta is not { } delta)
            return;
        MeasureStream(delta.HeldBytes, now);
        _newest = delta.Frame;
        _newestBytes = delta.HeldBytes;
        Share(now);
        var recent = new RecentFrame(frame, delta, now);
        _recent.Enqueue(recent);
        for (int chunk = 0; chunk < delta.ChunkCount; chunk++)
        {
            if (!TrySend(recent, chunk, now, now))
                OfferInTurn(delta, chunk, _copies, now);
        }

        foreach (Receiver receiver in _receivers.Values)
        {
            receiver.HandlePublish(now);
            bool isSeed = !receiver.IsFollowing && receiver.SeededAt is not null;
            bool dependsOnUs = receiver.IsFollowing && receiver.IsLonely(now) && !receiver.TakesChunks(now);
            if (isSeed || dependsOnUs)
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

        Share(now);
        _seeding.Look(_receivers.Values, session, now);
        bool isLate = _uploader.IsLate(now);
        FrameNumber leaving = OldestLeaving();
        foreach (RecentFrame recent in _recent)
        {
            SendAgain(recent, now);
            if (recent.Delta.Frame >= leaving)
                recent.At = now; // it has not all been sent yet
            else if (now - recent.At > RescueAfter && !isLate)
            {
                Judge(recent, now);
                Rescue(recent.Delta, now);
            }
        }

        while (_recent.TryPeek(out RecentFrame? oldest) && now - oldest.At > 2 * RescueAfter)
            _recent.Dequeue();
    }

    private void Share(Instant now)
    {
        Forgive(now);
        _candidates.Clear();
        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.TakesChunks(now))
                _candidates.Add(receiver);
        }

        if (_candidates.Exists(receiver => !receiver.IsAlone(now)))
            _candidates.RemoveAll(receiver => receiver.IsAlone(now)); // it is sent everything, and has nobody to pass it on to

        _copies = Copies();
        _stripes.Share(_candidates, _copies);
        foreach (Receiver receiver in _receivers.Values)
        {
            StripeSet given = default;
            for (int stripe = 0; stripe < Stripes.Count; stripe++)
            {
                if (_stripes.Of(stripe).Contains(receiver))
                    given = given.With(stripe);
            }

            _standing.Give(receiver.Peer, given);
        }
    }

    /// <summary>Where nobody passes anything on it is for some other reason.</summary>
    private void Forgive(Instant now)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.TakesOffers(now))
                return;
        }

        foreach (Receiver receiver in _receivers.Values)
            receiver.Forgive(now);
    }

    /// <summary>False when nobody takes it.</summary>
    private bool TrySend(RecentFrame recent, int chunk, Instant from, Instant now)
    {
        int rank = 0;
        List<Receiver> receivers = _stripes.Of(Stripes.Of(recent.Delta.Frame, chunk));
        foreach (Receiver receiver in receivers)
        {
            if (!receiver.Peer.Standing.Served[Stripes.Of(recent.Delta.Frame, chunk)])
                continue; // it has not answered the offer yet, or has found somebody better
            recent.FirstOf[chunk] ??= receiver;
            Send(receiver, recent, chunk, rank++, from, now);
        }

        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.IsFollowing && receiver.IsAlone(now) && receiver.TakesChunks(now) && !receivers.Contains(receiver))
                Send(receiver, recent, chunk, rank++, from, now);
        }

        return rank > 0;
    }

    /// <summary>
    /// The first copies of all chunks go before any second copy; within a rank in order, also what must be sent again: at the end it would
    /// keep few uplinks busy and leave the others idle.
    /// </summary>
    private void Send(Receiver receiver, RecentFrame recent, int chunk, int rank, Instant from, Instant now)
    {
        TimeSpan turn = TimeSpan.FromMicroseconds((rank * recent.Delta.ChunkCount) + chunk);
        receiver.CountOffer(recent.Delta.Frame, now);
        _announcer.ManifestAlong(receiver.Peer, Stripes.Of(recent.Delta.Frame, chunk), recent.Frame);
        _uploader.Push(receiver.Peer, recent.Delta.Frame, chunk, from + SwarmLimits.DeltaDeadline + turn);
    }

    /// <summary>Whoever was sent these first is gone, or takes nothing any more, and nobody has told of them.</summary>
    private void SendAgain(RecentFrame recent, Instant now)
    {
        for (int chunk = 0; chunk < recent.Delta.ChunkCount; chunk++)
        {
            Receiver? first = recent.FirstOf[chunk];
            bool isHere = first is not null && _receivers.GetValueOrDefault(first.Peer.Connection) == first;
            bool isInGoodHands = isHere && first!.TakesOffers(now); // here, so there is one
            if (isInGoodHands || IsTold(recent.Delta.Frame, chunk))
                continue;
            recent.FirstOf[chunk] = null;
            // If it has not left yet.
            first?.Peer.Requests.RemovePush(
                new ChunkId(_neighbours.Session, TrackId.Full, ChunkKind.Delta, recent.Delta.Frame, (ushort)chunk));
            // What was sent to one that may be alive may still spread, and waits until the rest of the frame is out.
            bool wasSent = isHere && first!.IsThere(now); // as above
            TrySend(recent, chunk, wasSent ? now : recent.PublishedAt, now);
        }
    }

    private bool IsTold(FrameNumber frame, int chunk)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.Peer.Haves.Has(ChunkKind.Delta, frame, chunk))
                return true;
        }

        return false;
    }

    /// <summary>The oldest frame that still waits for the uplink; the greatest number there is when none does.</summary>
    private FrameNumber OldestLeaving()
    {
        uint oldest = uint.MaxValue;
        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.Peer.Requests.Count > 0)
                oldest = Math.Min(oldest, receiver.Peer.Requests[0].Chunk.Frame.Value);
        }

        return new FrameNumber(oldest);
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

    /// <summary>
    /// Looks, once a frame, what became of its chunks: one that nobody has told of but those it was given to was kept by them.
    /// </summary>
    private void Judge(RecentFrame recent, Instant now)
    {
        if (recent.IsJudged || recent.Delta.ChunkCount > LongFrameChunks)
            return; // of a long frame much is on its way for long
        recent.IsJudged = true;
        for (int chunk = 0; chunk < recent.Delta.ChunkCount; chunk++)
        {
            List<Receiver> given = _stripes.Of(Stripes.Of(recent.Delta.Frame, chunk));
            bool hasSpread = HasSpread(recent.Delta.Frame, chunk);
            foreach (Receiver receiver in given)
            {
                if (!hasSpread)
                    receiver.HandleKept(now);
                else if (given.Count == 1)
                    receiver.HandleSpread(); // of two nobody knows which it was
            }
        }
    }

    private bool HasSpread(FrameNumber frame, int chunk)
    {
        List<Receiver> given = _stripes.Of(Stripes.Of(frame, chunk));
        foreach (Receiver receiver in _receivers.Values)
        {
            if (!given.Contains(receiver) && receiver.Peer.Haves.Has(ChunkKind.Delta, frame, chunk))
                return true;
        }

        return false;
    }

    private void Rescue(ChunkSet delta, Instant now)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            if (!receiver.IsFollowing || receiver.RescuedTo >= delta.Frame || receiver.IsAlone(now))
                continue;
            receiver.RescuedTo = delta.Frame;
            if (receiver.Peer.Haves.CountOf(delta.Frame) < delta.ChunkCount)
                _announcer.BitfieldTo(receiver.Peer, delta);
        }
    }

    /// <summary>
    /// As many as the uplink can send while the stream goes on, with a tenth to spare. A frame that takes long to send is sent once: its
    /// last chunk would only be later for every second copy of an earlier one.
    /// </summary>
    private int Copies()
    {
        double uplink = Math.Min(_uploader.LimitBytesPerSecond ?? double.MaxValue, _uploader.UplinkBytesPerSecond ?? UplinkBeforeMeasured);
        double ofStream = 0.9 * uplink / Math.Max(_streamBytesPerSecond, 1);
        double ofFrame = uplink * LongFrame.TotalSeconds / Math.Max(_newestBytes, 1);
        double possible = Math.Min(ofStream, ofFrame);
        if (_newestBytes == 0)
            return _receivers.Count < FewReceivers ? 1 : CopiesUnlessLimited; // nothing is known, and trees should not be built twice
        if (possible > _copies && possible < _copies + CopiesMargin + 1)
            return _copies;
        return (int)Math.Clamp(possible, 1, CopiesMax);
    }

    private void MeasureStream(long bytes, Instant now)
    {
        double seconds = Math.Max((now - _lastPublish).TotalSeconds, 1e-3);
        double weight = Math.Min(1, seconds); // over about a second
        _streamBytesPerSecond += weight * ((bytes / seconds) - _streamBytesPerSecond);
        _lastPublish = now;
    }

    private sealed class RecentFrame(WindowFrame frame, ChunkSet delta, Instant at)
    {
        public WindowFrame Frame { get; } = frame;

        public ChunkSet Delta { get; } = delta;

        public Instant PublishedAt { get; } = at;

        /// <summary>Published, or last waited for the uplink.</summary>
        public Instant At { get; set; } = at;

        public bool IsJudged { get; set; }

        public Receiver?[] FirstOf { get; } = new Receiver?[delta.ChunkCount];
    }
}
