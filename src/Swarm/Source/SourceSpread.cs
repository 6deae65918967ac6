using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Source;

/// <summary>
/// Which neighbour the source offers which first copy. Blind picking is what costs a source most: with everything offered to all, they ask
/// it for the same chunks. So each chunk of a new frame is sent to few of those that follow the stream, in proportion to what they can
/// pass on (<see cref="SourceStripes"/>), and spreads from there. Whoever has no company depends on the source and is sent everything.
/// What has not spread in time is offered again, but never while the source is late itself: a rescue then only makes everybody later.
/// </summary>
internal sealed class SourceSpread
{
    /// <summary>A chunk that nobody has told of by now may be lost with the neighbour that was offered it.</summary>
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMilliseconds(400);

    private readonly Neighbours _neighbours;
    private readonly Announcer _announcer;
    private readonly Uploader _uploader;
    private readonly SourcePlace _place;
    private readonly SourceSeeding _seeding;
    private readonly SourceStripes _stripes = new();
    private readonly List<Receiver> _candidates = [];
    private readonly SortedDictionary<ConnectionId, Receiver> _receivers = [];
    private readonly Queue<SpreadingFrame> _recent = new();
    private readonly SourceCopies _copies = new();
    private readonly FirstCopies _firstCopies;
    private FrameNumber _newest;

    public SourceSpread(Neighbours neighbours, Announcer announcer, Uploader uploader, SourcePlace place)
    {
        _neighbours = neighbours;
        _place = place;
        _announcer = announcer;
        _seeding = new SourceSeeding(announcer);
        _uploader = uploader;
        _firstCopies = new FirstCopies(neighbours, announcer, uploader, _stripes, _receivers);
    }

    /// <summary>Nothing new is spreading.</summary>
    public bool IsIdle => _recent.Count == 0;

    /// <inheritdoc cref="SourceSeeding.IsFirst"/>
    public bool IsSeedingFirst(Instant now) => SourceSeeding.IsFirst(_receivers.Values, now);

    /// <summary>Whoever is here before the first frame needs no key frame: it follows from the start.</summary>
    public void HandlePeerOpen(PeerSession peer, Session? session, Instant now)
    {
        _receivers[peer.Connection] = new Receiver(peer, isFollowing: session is null, now);
        if (session is not null) _seeding.Choose(_receivers.Values, session, now);
        Share(now);
    }

    public void HandlePeerClosed(PeerSession peer)
    {
        if (_receivers.Remove(peer.Connection, out Receiver? receiver)) _stripes.Remove(receiver);
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
        if (chunk.Kind != ChunkKind.Delta || !_receivers.TryGetValue(peer.Connection, out Receiver? receiver)) return;
        receiver.HandleProof(chunk.Frame, _newest);
    }

    /// <summary>A neighbour has said anew what it wants or can pass on.</summary>
    public void HandleStanding(Instant now) => Share(now);

    /// <summary>Sends the chunks of a new frame to those whose stripes they are; who has nobody else is sent all.</summary>
    public void HandlePublish(WindowFrame frame, Instant now)
    {
        if (frame.Delta is not { } delta) return;
        _newest = delta.Frame;
        _copies.HandlePublish(delta.HeldBytes, now);
        Share(now);
        var recent = new SpreadingFrame(frame, delta, now);
        _recent.Enqueue(recent);
        for (int chunk = 0; chunk < delta.ChunkCount; chunk++)
        {
            if (!_firstCopies.TrySend(recent, chunk, now, now)) OfferInTurn(delta, chunk, now);
        }

        foreach (Receiver receiver in _receivers.Values)
        {
            receiver.HandlePublish(now);
            bool isSeed = !receiver.IsFollowing && receiver.SeededAt is not null;
            bool dependsOnUs = receiver.IsFollowing && receiver.IsLonely(now) && !receiver.TakesChunks(now);
            if (isSeed || dependsOnUs) _announcer.BitfieldTo(receiver.Peer, delta);
        }
    }

    /// <summary>Looks after newcomers, and after what has not spread.</summary>
    public void HandleTick(Session session, Instant now)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            receiver.CheckNews(_newest, now);
            receiver.CheckSlow(now);
            if (session.KeyFrames.Entries.Count > 0) receiver.CheckStuck(session.KeyFrames.Entries[^1].Frame, now);
        }

        Share(now);
        _seeding.Choose(_receivers.Values, session, now);
        _seeding.Remind(_receivers.Values, session, now);
        bool isLate = _uploader.IsLate(now);
        FrameNumber leaving = OldestLeaving(now);
        foreach (SpreadingFrame recent in _recent)
        {
            _firstCopies.HandleTick(recent, now);
            if (recent.Delta.Frame >= leaving) recent.At = now; // it has not all been sent yet
            else if (now - recent.At > RescueAfter && !isLate)
            {
                Judge(recent, now);
                Rescue(recent.Delta, now);
            }
        }

        while (_recent.TryPeek(out SpreadingFrame? oldest) && now - oldest.At > 2 * RescueAfter)
            _recent.Dequeue();
    }

    /// <summary>Whoever receives is a neighbour, and is offered the stripes that are its own.</summary>
    public void CheckInvariants()
    {
        _stripes.CheckInvariants();
        foreach (Receiver receiver in _receivers.Values)
        {
            Invariant.Holds(_neighbours.Find(receiver.Peer.Connection) == receiver.Peer, $"{receiver.Peer}, a receiver, is a neighbour");
            StripeSet given = GivenTo(receiver);
            Invariant.Holds(_place.GivenTo(receiver.Peer) == given, $"{receiver.Peer} is offered {given}");
        }
    }

    private void Share(Instant now)
    {
        Forgive(now);
        _candidates.Clear();
        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.TakesChunks(now)) _candidates.Add(receiver);
        }

        if (_candidates.Exists(receiver => !receiver.IsAlone(now)))
            _candidates.RemoveAll(receiver => receiver.IsAlone(now)); // it is sent everything, and has nobody to pass it on to

        _copies.Decide(_receivers.Count, _uploader.LimitBytesPerSecond, _uploader.UplinkBytesPerSecond);
        _stripes.Share(_candidates, _copies.Count);
        foreach (Receiver receiver in _receivers.Values)
            _place.Give(receiver.Peer, GivenTo(receiver));
    }

    private StripeSet GivenTo(Receiver receiver)
    {
        StripeSet given = default;
        for (int stripe = 0; stripe < Stripes.Count; stripe++)
        {
            if (_stripes.Of(stripe).Contains(receiver)) given = given.With(stripe);
        }

        return given;
    }

    /// <summary>Where nobody passes anything on it is for some other reason.</summary>
    private void Forgive(Instant now)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.TakesOffers(now)) return;
        }

        foreach (Receiver receiver in _receivers.Values)
            receiver.Forgive(now);
    }

    /// <summary>
    /// The oldest frame that still waits for the uplink; the greatest number there is when none does. What a peer asks for may be as old as
    /// it likes, and wait as long; and one that reads nothing waits for nothing.
    /// </summary>
    private FrameNumber OldestLeaving(Instant now)
    {
        uint oldest = uint.MaxValue;
        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.Peer.Requests.Pushes.Count > 0 && !receiver.Peer.ReadsSlowly && !receiver.Peer.ReadsNothing(now))
                oldest = Math.Min(oldest, receiver.Peer.Requests.Pushes.First.Chunk.Frame.Value);
        }

        return new FrameNumber(oldest);
    }

    private void OfferInTurn(ChunkSet delta, int chunk, Instant now)
    {
        double weights = 0;
        foreach (Receiver receiver in _receivers.Values)
            weights += receiver.Weight;
        if (weights <= 0) return;
        foreach (Receiver receiver in _receivers.Values)
            receiver.Credit += _copies.Count * receiver.Weight / weights;
        for (int copy = 0; copy < _copies.Count; copy++)
        {
            Receiver? next = null;
            foreach (Receiver receiver in _receivers.Values)
            {
                bool isCandidate = receiver.TakesOffers(now) && receiver.LastOffered != (delta.Frame, chunk);
                if (isCandidate && (next is null || receiver.Credit > next.Credit)) next = receiver;
            }

            if (next is null) return;
            next.Credit--;
            next.LastOffered = (delta.Frame, chunk);
            next.HandleOffered(now);
            _announcer.ChunkTo(next.Peer, delta.Frame, chunk);
        }
    }

    /// <summary>
    /// Looks, once a frame, what became of its chunks: one that nobody has told of but those it was given to was kept by them.
    /// </summary>
    private void Judge(SpreadingFrame recent, Instant now)
    {
        if (recent.IsJudged || recent.Delta.IsLong) return;
        recent.IsJudged = true;
        for (int chunk = 0; chunk < recent.Delta.ChunkCount; chunk++)
        {
            List<Receiver> given = _stripes.Of(Stripes.Of(recent.Delta.Frame, chunk));
            bool hasSpread = HasSpread(recent.Delta.Frame, chunk);
            foreach (Receiver receiver in given)
            {
                if (!hasSpread) receiver.HandleKept(now);
                else
                    receiver.HandleSpread(isKnownByWhom: given.Count == 1, now); // of two nobody knows which it was
            }
        }
    }

    private bool HasSpread(FrameNumber frame, int chunk)
    {
        List<Receiver> given = _stripes.Of(Stripes.Of(frame, chunk));
        foreach (Receiver receiver in _receivers.Values)
        {
            if (!given.Contains(receiver) && receiver.Peer.Haves.Has(ChunkKind.Delta, frame, chunk)) return true;
        }

        return false;
    }

    private void Rescue(ChunkSet delta, Instant now)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            if (!receiver.IsFollowing || receiver.RescuedTo >= delta.Frame || receiver.IsAlone(now)) continue;
            receiver.RescuedTo = delta.Frame;
            if (receiver.Peer.Haves.CountOf(delta.Frame) < delta.ChunkCount) _announcer.BitfieldTo(receiver.Peer, delta);
        }
    }
}
