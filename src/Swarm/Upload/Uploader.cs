using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Rates;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// What this node sends: on each connection first what must be said, then, over all connections together, one piece or answer after the
/// other (<see cref="UploadOrder"/>), within one limit for the whole node that all bytes count against. Pieces are bound to a connection as
/// late as possible: only a batch's worth is handed on at a time, since what the transport has can no longer be reordered or cancelled.
/// </summary>
internal sealed class Uploader
{
    /// <summary>Of answers that are messages: as much as a small chunk, so that each asker's turn comes soon.</summary>
    private const int AnswerBytes = 4 * 1024;

    private readonly Neighbours _neighbours;
    private readonly ChunkStore _store;
    private readonly TokenBucket _limit;
    private readonly UploadOrder _order;
    private readonly Uplink _uplink = new();
    private int _askedLast; // bytes, if the last that counted in full against the limit was what somebody had asked for

    public Uploader(Neighbours neighbours, ChunkStore store, long? limitBytesPerSecond, Instant now)
    {
        _neighbours = neighbours;
        _store = store;
        _order = new UploadOrder(neighbours, store);
        _limit = new TokenBucket(limitBytesPerSecond, now);
    }

    public long PieceBytesSent { get; private set; }

    /// <summary>What somebody had asked for, answers that are messages among it.</summary>
    public long AskedBytesSent { get; private set; }

    /// <summary>What this node can be relied on to send; null before it was measured.</summary>
    public double? UplinkBytesPerSecond => _uplink.Measured.ReliableBytesPerSecond;

    /// <summary>What others may expect of it; null before it was measured.</summary>
    public double? PromisedBytesPerSecond => _uplink.Measured.PromisedBytesPerSecond;

    /// <summary>
    /// What is sent unasked is overdue, and not because the peer reads slowly: this node has more to send than it can. What peers ask for
    /// says nothing of that: they may ask for as much as they like.
    /// </summary>
    public bool IsLate(Instant now)
    {
        foreach (PeerSession peer in _neighbours.WithRequests())
        {
            bool waits = !peer.ReadsSlowly && !peer.ReadsNothing(now) && peer.Requests.Pushes.Count > 0;
            if (waits && peer.Requests.Pushes.First.Deadline < now) return true;
        }

        return false;
    }

    /// <inheritdoc cref="UploadOrder.AskedFirstLeft"/>
    public double AskedFirstLeft { set => _order.AskedFirstLeft = value; }

    public long? LimitBytesPerSecond => _limit.BytesPerSecond;

    /// <summary>
    /// Bytes that have been sent beyond the limit, and are being waited off; but for those that somebody had asked for, who shall not hold
    /// frames back by it.
    /// </summary>
    public double LimitDebt(Instant now) => Math.Max(0, _limit.Debt(now) - _askedLast);

    public void SetLimit(long? bytesPerSecond, Instant now) => _limit.SetRate(bytesPerSecond, now);

    public ProtocolViolation HandleRequest(PeerSession peer, Request request, Instant now)
    {
        ChunkId chunk = request.Chunk;
        ReadOnlyMemory<byte> bytes = default;
        if (chunk.Session != _neighbours.Session || _store.Find(chunk, out bytes, now) == ChunkStore.Lookup.Missing)
        {
            Reject(peer, chunk);
            return ProtocolViolation.None;
        }

        if (peer.Requests.Answered.Contains(chunk, now)) return ProtocolViolation.None; // it is there, or on its way
        if (peer.Requests.IsFull) return ProtocolViolation.TooManyRequests;
        bool isOfFrame = chunk.Kind is ChunkKind.Delta or ChunkKind.DeltaIndex;
        var asked = new UploadRequest(chunk, now + (request.Deadline ?? SwarmLimits.KeyFrameDeadline), isOfFrame ? bytes.Length : 0)
        {
            Due = _order.DueOf(chunk, now),
        };
        peer.Requests.Ask(asked);
        _order.HandleAsked(peer);
        return ProtocolViolation.None;
    }

    /// <summary>The answer is hundreds of times longer than the question, and is taken in turns as all that is asked for.</summary>
    public void HandleManifestRequest(PeerSession peer, ManifestRequest wanted, Instant now)
    {
        if (!peer.Requests.Manifests.MayAsk(now)) return;
        // Counted, not compared: the last number there is has no next one that is greater.
        FrameNumber frame = wanted.First;
        for (int i = 0; i < wanted.Frames; i++, frame = frame.Next)
        {
            if (_store.Frame(frame) is not null) peer.Requests.AskManifest(frame, now);
        }

        _order.HandleAsked(peer);
    }

    /// <summary>Sends a chunk as soon as the uplink is free, without having been asked for it.</summary>
    public void Push(PeerSession peer, FrameNumber frame, int number, Instant deadline)
    {
        var chunk = new ChunkId(_neighbours.Session, TrackId.Full, ChunkKind.Delta, frame, (ushort)number);
        _ = _store.Find(chunk, out ReadOnlyMemory<byte> bytes, deadline);
        peer.Requests.Push(new UploadRequest(chunk, deadline, bytes.Length));
    }

    /// <summary>A cancelled request is answered too, so that both sides agree on what is owed.</summary>
    public void HandleCancel(PeerSession peer, Cancel cancel)
    {
        if (peer.Requests.RemoveAsked(cancel.Chunk)) Reject(peer, cancel.Chunk);
    }

    /// <summary>A key frame has been put together.</summary>
    public void HandleAssembled()
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            peer.Requests.TakeBackAside();
            if (peer.Requests.HasAsked) _order.HandleAsked(peer);
        }
    }

    /// <summary>Writes the next batch for one connection. False when no connection can take anything now.</summary>
    public bool TryTransmit(IBufferWriter<byte> destination, out Transmit transmit, Instant now)
    {
        transmit = default;
        PeerSession? peer = _neighbours.TakeLastWords() ?? _neighbours.TakeWithMessages();
        PeerSession? next = null;
        Turn turn = Turn.Pushed;
        // What is sent unasked goes along with messages whoever is next. What is asked for only in its turn: many messages would be many
        // pieces.
        if (MaySendPieces(now) && !(peer is not null && peer.Requests.Pushes.Count > 0))
        {
            if (peer is not null && _order.MayGoAlong(peer, now)) (next, turn) = (peer, Turn.Any);
            else next = _order.Next(out turn, now);
        }

        peer ??= next;
        if (peer is null) return false;
        int messages = peer.Outbox.Bytes;
        if (messages > 0)
        {
            _limit.SpendMessages(messages, now); // they are never held back, but they count
            peer.Outbox.MoveTo(destination);
        }

        int pieces = 0;
        if (peer.IsLive && next == peer && turn != Turn.Pushed) (messages, pieces) = WriteAsked(peer, turn, destination, messages, now);
        else if (peer.IsLive && (next == peer || peer.Requests.Pushes.Count > 0))
            (messages, pieces) = WritePushed(peer, destination, messages, now);

        transmit = new Transmit(peer.Connection, messages + pieces, messages);
        if (peer.Phase != PeerPhase.Closed) _uplink.HandleHanded(peer.Connection, transmit.Bytes, now);
        peer.IsSending = transmit.Bytes > 0;
        peer.LastSent = now;
        return transmit.Bytes > 0 || TryTransmit(destination, out transmit, now); // what it had asked for is gone: there is less each time
    }

    public void HandleTick(Instant now)
    {
        _uplink.HandleTick(now);
        HandleAssembled(); // or given up, which nobody tells of
    }

    /// <summary>The transport has taken a batch.</summary>
    public void HandleSent(ConnectionId connection, Instant now)
    {
        _uplink.HandleTaken(connection, now);
        _neighbours.Find(connection)?.ReadsSlowly = _uplink.IsPeerSlow(connection);
    }

    public void HandleGone(ConnectionId connection)
    {
        _uplink.HandleGone(connection);
        _order.HandleGone(connection);
    }

    /// <summary>When the limit, or whoever holds the uplink up, lets something out that waits; null when nothing does.</summary>
    public Instant? NextTimeout(Instant now)
    {
        foreach (PeerSession peer in _neighbours.WithRequests())
        {
            if (!peer.IsSending) return Instant.Earlier(_limit.BytesPerSecond is null ? null : _limit.Next(now), _uplink.NextRoom(now));
        }

        return null;
    }

    public void CheckInvariants()
    {
        _order.CheckInvariants();
        _uplink.CheckInvariants(_neighbours);
    }

    private bool MaySendPieces(Instant now) => _limit.MaySend(now) && _uplink.HasRoom(now);

    private (int Messages, int Pieces) WritePushed(PeerSession peer, IBufferWriter<byte> destination, int messages, Instant now)
    {
        if (MaySendPieces(now) && _order.MayAnswerAlong(peer, now))
        {
            int answers = WriteAnswers(peer, destination, now);
            _order.HandleAskedSent(peer, answers, Turn.Any, now);
            messages += answers;
        }

        int pieces = 0;
        while ((pieces == 0 || pieces < _uplink.BatchBytes) && MaySendPieces(now)
            && _order.TryFindPush(peer, out ReadOnlyMemory<byte> bytes, now))
        {
            ChunkId chunk = peer.Requests.Pushes.First.Chunk;
            int piece = WritePiece(peer, chunk, bytes, destination, now);
            _order.HandlePushed(piece);
            _askedLast = 0;
            pieces += piece;
        }

        return (messages, pieces);
    }

    /// <summary>What it has asked for: messages first, since they are behind those that have been written.</summary>
    private (int Messages, int Pieces) WriteAsked(
        PeerSession peer, Turn turn, IBufferWriter<byte> destination, int messages, Instant now)
    {
        int answers = WriteAnswers(peer, destination, now);
        int pieces = 0;
        // Its turn ends where its share does.
        int mostBytes = turn == Turn.InPlace ? _uplink.BatchBytes : Math.Min(_uplink.BatchBytes, peer.Requests.Deficit);
        while (answers + pieces == 0 || answers + pieces < mostBytes)
        {
            if (!MaySendPieces(now) || !_order.TryFindAsked(peer, out ReadOnlyMemory<byte> bytes, now)) break;
            pieces += WritePiece(peer, peer.Requests.Asked.First.Chunk, bytes, destination, now);
        }

        _order.HandleAskedSent(peer, answers + pieces, turn, now);
        _askedLast = answers + pieces;
        AskedBytesSent += answers + pieces;
        return (messages + answers, pieces);
    }

    /// <returns>The bytes written.</returns>
    private int WriteAnswers(PeerSession peer, IBufferWriter<byte> destination, Instant now)
    {
        while (peer.Outbox.Bytes < AnswerBytes)
        {
            if (peer.Requests.TryTakeReject(out ChunkId chunk)) peer.Writer.Reject(peer.Outbox, new Reject(chunk));
            else if (!peer.Requests.Manifests.TryTake(out FrameNumber asked, now)) break;
            else if (_store.Frame(asked) is { } frame) ManifestDelivery.To(peer, frame);
        }

        int bytes = peer.Outbox.Bytes;
        peer.Outbox.MoveTo(destination);
        _limit.Spend(bytes, now);
        return bytes;
    }

    private int WritePiece(PeerSession peer, ChunkId chunk, ReadOnlyMemory<byte> bytes, IBufferWriter<byte> destination, Instant now)
    {
        if (peer.Requests.Take(chunk)) peer.Requests.Answered.Add(chunk, now);
        peer.Writer.Piece(destination, chunk, bytes.Span);
        int written = LiveMessageWriter.PieceOverheadBytes + bytes.Length;
        _limit.Spend(written, now);
        peer.PieceBytesSent += bytes.Length;
        peer.Conduct.TookAt = now;
        PieceBytesSent += bytes.Length;
        return written;
    }

    private void Reject(PeerSession peer, ChunkId chunk)
    {
        peer.Requests.Reject(chunk);
        _order.HandleAsked(peer);
    }
}
