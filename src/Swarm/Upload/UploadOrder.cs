using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// Who is sent something next. What is sent unasked was decided here, and goes over all connections by when it is due. What is asked for
/// goes by turns (<see cref="AskedTurns"/>): a peer's deadlines order only what it has asked for itself. Where both wait the earlier goes,
/// but of what is asked for no more than a share of the uplink, however many ask: whatever the stream leaves free is theirs in any case.
/// Between what one peer has asked for and what it is sent unasked, only that peer is concerned: what it can show nothing without is first.
/// </summary>
internal sealed class UploadOrder
{
    /// <summary>
    /// What is asked for has so much for each byte that is sent unasked: rescues of what was lost are few, and first pictures are to be
    /// had from all who have one.
    /// </summary>
    private const double AskedShare = 1 / 16.0;

    /// <summary>May be had at once: four chunks of the usual size.</summary>
    private const double CreditMax = 64 * 1024;

    /// <summary>What is older is of no frame that anybody is to show next: it waits as first pictures do.</summary>
    private static readonly TimeSpan NewFor = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Who has had no turn for so long has one with the next messages it is sent: a slow connection is free only between those.
    /// </summary>
    private static readonly TimeSpan TurnAlongAfter = TimeSpan.FromMilliseconds(250);

    private readonly Neighbours _neighbours;
    private readonly ChunkStore _store;
    private readonly AskedTurns _turns = new();
    private readonly Func<PeerSession, Instant, bool> _isUrgent;
    private readonly Func<PeerSession, Instant, bool> _isReady;
    private double _credit = CreditMax;
    private double _urgentBytes; // ahead of those that went by turns among all, of what is asked for

    public UploadOrder(Neighbours neighbours, ChunkStore store)
    {
        _neighbours = neighbours;
        _store = store;
        _isUrgent = (peer, now) => IsReadyForAsked(peer, now) && DueOf(peer, now) <= now + SwarmLimits.DeltaDeadline;
        _isReady = IsReadyForAsked;
    }

    /// <summary>
    /// Bytes that peers have asked for and that may go before what they are sent unasked. None where nobody sets it: what a viewer sends
    /// unasked others wait for behind its receiver.
    /// </summary>
    public double AskedFirstLeft { get; set; }

    /// <summary>It has asked for something.</summary>
    public void HandleAsked(PeerSession peer) => _turns.Add(peer);

    public void HandleGone(ConnectionId connection) => _turns.Remove(connection);

    /// <summary>Null when nobody can be sent anything now.</summary>
    /// <param name="turn">For what the peer is sent.</param>
    public PeerSession? Next(out Turn turn, Instant now)
    {
        PeerSession? pushed = NextPushed(now);
        // Half goes by turns among all, or first pictures would wait for as long as others ask for what is new.
        PeerSession? urgent = _urgentBytes > 0 ? null : _turns.Next(_isUrgent, now);
        PeerSession? asked = urgent ?? _turns.Next(_isReady, now);
        bool isAsked = asked is not null
            && (pushed is null || (_credit > 0 && DueOf(asked, now) < pushed.Requests.Pushes.First.Due));
        if (isAsked) turn = urgent is not null ? Turn.Urgent : Turn.Any;
        else turn = pushed is not null && IsAskedFirst(pushed, now) ? Turn.InPlace : Turn.Pushed;
        return isAsked ? asked : pushed;
    }

    /// <summary>It is sent messages, and something that it has asked for may go with them.</summary>
    public bool MayGoAlong(PeerSession peer, Instant now)
    {
        if (!HasTurnAlong(peer, now) || !IsReadyForAsked(peer, now)) return false;
        return NextPushed(now) is not { } pushed || (_credit > 0 && DueOf(peer, now) < pushed.Requests.Pushes.First.Due);
    }

    /// <summary>It is sent pieces that it has not asked for, and answers that are messages may go with them.</summary>
    public bool MayAnswerAlong(PeerSession peer, Instant now) => _credit > 0 && peer.Requests.HasAnswers && HasTurnAlong(peer, now);

    /// <summary>When it is due as far as this node knows.</summary>
    public Instant DueOf(ChunkId chunk, Instant now)
    {
        bool isOfFrame = chunk.Kind is ChunkKind.Delta or ChunkKind.DeltaIndex;
        Instant arrived = isOfFrame && _store.Frame(chunk.Frame) is { } frame ? frame.ArrivedAt : now;
        return isOfFrame && now - arrived < NewFor ? arrived + SwarmLimits.DeltaDeadline : now + SwarmLimits.KeyFrameDeadline;
    }

    /// <summary>So much was sent of what the peer had asked for.</summary>
    public void HandleAskedSent(PeerSession peer, int bytes, Turn turn, Instant now)
    {
        if (turn == Turn.InPlace)
        {
            AskedFirstLeft -= bytes;
            HandlePushed(bytes); // others lose nothing by it, nor does it lose its turn among them
            return;
        }

        _turns.Spend(peer, bytes);
        peer.Requests.TurnAt = now;
        _urgentBytes = Math.Clamp(_urgentBytes + (turn == Turn.Urgent ? bytes : -bytes), -CreditMax, CreditMax);
        if (NextPushed(now) is not null) _credit = Math.Max(_credit - bytes, -CreditMax);
    }

    public void HandlePushed(int bytes) => _credit = Math.Min(_credit + (AskedShare * bytes), CreditMax);

    /// <summary>The first piece that it is to be sent unasked and that is still here.</summary>
    public bool TryFindPush(PeerSession peer, out ReadOnlyMemory<byte> bytes, Instant now)
    {
        while (peer.Requests.Pushes.Count > 0)
        {
            if (_store.Find(peer.Requests.Pushes.First.Chunk, out bytes, now) == ChunkStore.Lookup.Found) return true;
            peer.Requests.Pushes.RemoveFirst();
        }

        bytes = default;
        return false;
    }

    /// <summary>The same of what it has asked for; what has gone meanwhile is rejected on the way.</summary>
    public bool TryFindAsked(PeerSession peer, out ReadOnlyMemory<byte> bytes, Instant now)
    {
        while (peer.Requests.Asked.Count > 0)
        {
            ChunkId chunk = peer.Requests.Asked.First.Chunk;
            ChunkStore.Lookup found = _store.Find(chunk, out bytes, now);
            if (found == ChunkStore.Lookup.Found) return true;
            if (found == ChunkStore.Lookup.Pending)
            {
                peer.Requests.SetFirstAside();
                continue;
            }

            peer.Requests.Asked.RemoveFirst();
            peer.Requests.Reject(chunk);
        }

        bytes = default;
        return false;
    }

    public void CheckInvariants() => _turns.CheckInvariants(_neighbours);

    /// <summary>
    /// It would be sent something unasked, and has asked for what is older, before which it can show nothing else. In place of the other
    /// it costs nobody else a byte.
    /// </summary>
    private bool IsAskedFirst(PeerSession pushed, Instant now) => AskedFirstLeft > 0 && TryFindAsked(pushed, out _, now)
        && pushed.Requests.Asked.First.Chunk.Frame < pushed.Requests.Pushes.First.Chunk.Frame;

    private PeerSession? NextPushed(Instant now)
    {
        PeerSession? best = null;
        Instant earliest = default;
        foreach (PeerSession peer in _neighbours.WithRequests())
        {
            if (peer.IsSending || !TryFindPush(peer, out _, now)) continue;
            Instant due = peer.Requests.Pushes.First.Due;
            // Among equals always in the same order: who is served last is so in each frame, and knows how late its chunks are.
            bool isEarlier = best is null || due < earliest || (due == earliest && peer.Connection.Value < best.Connection.Value);
            if (isEarlier) (best, earliest) = (peer, due);
        }

        return best;
    }

    // Who has had a round more than the others waits for its turn.
    private static bool HasTurnAlong(PeerSession peer, Instant now) => peer.Requests.Deficit > 0
        || (peer.Requests.Deficit > -AskedTurns.QuantumBytes && now - peer.Requests.TurnAt >= TurnAlongAfter);

    private bool IsReadyForAsked(PeerSession peer, Instant now) =>
        !peer.IsSending && (TryFindAsked(peer, out _, now) || peer.Requests.HasAnswers);

    private static Instant DueOf(PeerSession peer, Instant now) => peer.Requests.HasAnswers ? now : peer.Requests.Asked.First.Due;
}

/// <summary>For what a peer is sent something.</summary>
internal enum Turn
{
    /// <summary>Unasked.</summary>
    Pushed = 0,

    /// <summary>Asked for, in place of what it would be sent unasked.</summary>
    InPlace,

    /// <summary>Asked for, and new.</summary>
    Urgent,

    /// <summary>Asked for, whatever it is.</summary>
    Any,
}
