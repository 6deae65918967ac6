using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// Which neighbour the source offers which first copy. Blind picking is what costs a source most: with everything offered to all, they ask it for
/// the same chunks. So each chunk of a new frame is offered to few neighbours in turn, in proportion to what they can pass on, and spreads from there.
/// A neighbour that nobody else supplies is found out and offered everything at once.
/// </summary>
internal sealed class SourceSpread
{
    /// <summary>With an uplink nobody has measured: a second copy saves a hop, and covers the death of one of two.</summary>
    private const int CopiesUnlessLimited = 2;

    private const int CopiesMax = 4;

    /// <summary>A chunk that has not reached a neighbour by now gets there from here.</summary>
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMilliseconds(150);

    /// <summary>The same for a neighbour that others are known to supply: only when something is wrong with them.</summary>
    private static readonly TimeSpan LateRescueAfter = TimeSpan.FromSeconds(1);

    /// <summary>A newcomer is expected to have found another supplier by then.</summary>
    private static readonly TimeSpan NewcomerGrace = TimeSpan.FromMilliseconds(400);

    /// <summary>A neighbour without other suppliers is put to the test again this often: one frame reaches it late if there still are none.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(10);

    private readonly Neighbours _neighbours;
    private readonly Announcer _announcer;
    private readonly SortedDictionary<ConnectionId, Receiver> _receivers = [];
    private readonly Queue<(WindowFrame Frame, Instant At)> _recent = new();
    private double _streamBytesPerSecond;
    private Instant _lastPublish;

    public SourceSpread(Neighbours neighbours, Announcer announcer)
    {
        _neighbours = neighbours;
        _announcer = announcer;
    }

    public void HandlePeerOpen(PeerSession peer, Session? session, Instant now)
    {
        bool anySupplier = false;
        foreach (PeerSession other in _neighbours.All)
            anySupplier |= other != peer && other.IsLive && other.Haves.HasAnything;
        var receiver = new Receiver(peer, now);
        _receivers[peer.Connection] = receiver;
        if (!anySupplier && session is not null)
            OfferEverything(receiver, session);
    }

    public void HandlePeerClosed(PeerSession peer) => _receivers.Remove(peer.Connection);

    public void HandleNewSession()
    {
        _recent.Clear();
        foreach (Receiver receiver in _receivers.Values)
            receiver.Reset();
    }

    /// <summary>Offers the chunks of a new frame.</summary>
    public void HandlePublish(WindowFrame frame, long? uploadLimit, Instant now)
    {
        if (frame.Delta is not { } delta)
            return;
        MeasureStream(delta.HeldBytes, now);
        _recent.Enqueue((frame, now));
        int copies = Copies(uploadLimit);
        for (int chunk = 0; chunk < delta.ChunkCount; chunk++)
            OfferInTurn(delta, chunk, copies);
        foreach (Receiver receiver in _receivers.Values)
        {
            if (!receiver.IsDependent)
                continue;
            if (now - receiver.ProbedAt > ProbeInterval && _receivers.Count > 1)
                receiver.Probe(now);
            else
                _announcer.BitfieldTo(receiver.Peer, delta);
        }
    }

    /// <summary>Looks after what has not spread.</summary>
    public void HandleTick(Session session, Instant now)
    {
        foreach (Receiver receiver in _receivers.Values)
        {
            bool isLeftAlone = !receiver.WasOfferedEverything && !receiver.Peer.Haves.HasAnything && now - receiver.Since > NewcomerGrace;
            if (isLeftAlone)
                OfferEverything(receiver, session);
        }

        foreach ((WindowFrame frame, Instant at) in _recent)
            Rescue(frame.Delta!, now - at); // only frames with chunks are kept here
        while (_recent.TryPeek(out (WindowFrame Frame, Instant At) oldest) && now - oldest.At > LateRescueAfter + RescueAfter)
            _recent.Dequeue();
    }

    private void OfferInTurn(ChunkSet delta, int chunk, int copies)
    {
        double weights = 0;
        foreach (Receiver receiver in _receivers.Values)
            weights += receiver.Weight;
        foreach (Receiver receiver in _receivers.Values)
            receiver.Credit += copies * receiver.Weight / weights;
        for (int copy = 0; copy < copies; copy++)
        {
            Receiver? next = null;
            foreach (Receiver receiver in _receivers.Values)
            {
                if (receiver.LastOffered != (delta.Frame, chunk) && (next is null || receiver.Credit > next.Credit))
                    next = receiver;
            }

            if (next is null)
                return;
            next.Credit--;
            next.LastOffered = (delta.Frame, chunk);
            next.CountOffer(delta.Frame);
            _announcer.ChunkTo(next.Peer, delta.Frame, chunk);
        }
    }

    private void Rescue(ChunkSet delta, TimeSpan age)
    {
        if (age < RescueAfter)
            return;
        foreach (Receiver receiver in _receivers.Values)
        {
            if (receiver.RescuedTo >= delta.Frame)
                continue;
            // A peer does not tell us that it has what we have offered it, so what it tells came from others.
            int fromOthers = receiver.Peer.Haves.CountOf(delta.Frame);
            bool lacksSome = fromOthers + receiver.OffersOf(delta.Frame) < delta.ChunkCount;
            if (fromOthers > 0)
                receiver.HandleSuppliedByOthers();
            else if (lacksSome)
                receiver.HandleLeftAlone();
            if (lacksSome && age < (receiver.IsSupplied ? LateRescueAfter : RescueAfter))
                continue;
            receiver.RescuedTo = delta.Frame;
            if (lacksSome)
                _announcer.BitfieldTo(receiver.Peer, delta);
        }
    }

    private void OfferEverything(Receiver receiver, Session session)
    {
        receiver.WasOfferedEverything = true;
        _announcer.EverythingTo(receiver.Peer, session);
    }

    private int Copies(long? uploadLimit) => uploadLimit is { } limit && _streamBytesPerSecond > 0
        ? (int)Math.Clamp(limit / _streamBytesPerSecond, 1, CopiesMax)
        : CopiesUnlessLimited;

    private void MeasureStream(long bytes, Instant now)
    {
        double seconds = Math.Max((now - _lastPublish).TotalSeconds, 1e-3);
        double weight = Math.Min(1, seconds); // over about a second
        _streamBytesPerSecond += weight * ((bytes / seconds) - _streamBytesPerSecond);
        _lastPublish = now;
    }
}
