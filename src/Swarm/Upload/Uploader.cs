using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// What this node sends: on each connection first what is not a piece, then, over all connections together, the requested piece with the
/// earliest deadline, within one limit for the whole node. Pieces are bound to a connection as late as possible: only a batch's worth is
/// handed on at a time, since what the transport has can no longer be reordered or cancelled.
/// </summary>
internal sealed class Uploader
{
    private readonly Neighbours _neighbours;
    private readonly ChunkStore _store;
    private readonly TokenBucket _limit;
    private readonly Uplink _uplink = new();

    public Uploader(Neighbours neighbours, ChunkStore store, long? limitBytesPerSecond, Instant now)
    {
        _neighbours = neighbours;
        _store = store;
        _limit = new TokenBucket(limitBytesPerSecond, now);
    }

    public long PieceBytesSent { get; private set; }

    /// <summary>What this node can be relied on to send; null before it was measured.</summary>
    public double? UplinkBytesPerSecond => _uplink.Measured.ReliableBytesPerSecond;

    /// <summary>What others may expect of it; null before it was measured.</summary>
    public double? PromisedBytesPerSecond => _uplink.Measured.PromisedBytesPerSecond;

    /// <summary>A request is overdue, and not because the peer reads slowly: this node has more to send than it can.</summary>
    public bool IsLate(Instant now)
    {
        foreach (PeerSession peer in _neighbours.WithRequests())
        {
            if (!peer.ReadsSlowly && peer.Requests[0].Deadline < now)
                return true;
        }

        return false;
    }

    public long? LimitBytesPerSecond => _limit.BytesPerSecond;

    /// <summary>Bytes that have been sent beyond the limit, and are being waited off.</summary>
    public double LimitDebt(Instant now) => _limit.Debt(now);

    public void SetLimit(long? bytesPerSecond, Instant now) => _limit.SetRate(bytesPerSecond, now);

    public ProtocolViolation HandleRequest(PeerSession peer, Request request, Instant now)
    {
        if (request.Chunk.Session != _neighbours.Session || _store.Find(request.Chunk, out _, now) == ChunkStore.Lookup.Missing)
        {
            peer.Writer.Reject(peer.Outbox, new Reject(request.Chunk));
            return ProtocolViolation.None;
        }

        if (peer.Requests.IsFull)
            return ProtocolViolation.TooManyRequests;
        peer.Requests.Add(new UploadRequest(request.Chunk, now + (request.Deadline ?? SwarmLimits.KeyFrameDeadline)));
        return ProtocolViolation.None;
    }

    /// <summary>Sends a chunk as soon as the uplink is free, without having been asked for it.</summary>
    public void Push(PeerSession peer, FrameNumber frame, int number, Instant deadline) => peer.Requests.Add(
        new UploadRequest(new ChunkId(_neighbours.Session, TrackId.Full, ChunkKind.Delta, frame, (ushort)number), deadline, IsPush: true));

    /// <summary>A cancelled request is answered too, so that both sides agree on what is owed.</summary>
    public static void HandleCancel(PeerSession peer, Cancel cancel)
    {
        if (peer.Requests.RemoveAsked(cancel.Chunk))
            peer.Writer.Reject(peer.Outbox, new Reject(cancel.Chunk));
    }

    /// <summary>Writes the next batch for one connection. False when no connection can take anything now.</summary>
    public bool TryTransmit(IBufferWriter<byte> destination, out Transmit transmit, Instant now)
    {
        transmit = default;
        PeerSession? peer = _neighbours.TakeLastWords() ?? _neighbours.TakeWithMessages();
        if (peer is null && _limit.MaySend(now) && _uplink.HasRoom(now))
            peer = WithMostUrgentPiece(now);
        if (peer is null)
            return false;
        int messages = peer.Outbox.Bytes;
        if (messages > 0)
        {
            _limit.Spend(messages, now); // they are never held back, but they count
            peer.Outbox.MoveTo(destination);
        }

        int pieces = 0;
        while (peer.IsLive && (pieces == 0 || pieces < _uplink.BatchBytes) && _uplink.HasRoom(now)
            && _limit.MaySend(now) && TryWritePiece(peer, destination, out int written, now))
        {
            pieces += written;
            _limit.Spend(written, now);
        }

        transmit = new Transmit(peer.Connection, messages + pieces, messages);
        if (peer.Phase != PeerPhase.Closed)
            _uplink.HandleHanded(peer.Connection, transmit.Bytes, now);
        peer.IsSending = transmit.Bytes > 0;
        peer.LastSent = now;
        return transmit.Bytes > 0;
    }

    public void HandleTick(Instant now) => _uplink.HandleTick(now);

    /// <summary>The transport has taken a batch.</summary>
    public void HandleSent(ConnectionId connection, Instant now)
    {
        _uplink.HandleTaken(connection, now);
        _neighbours.Find(connection)?.ReadsSlowly = _uplink.IsPeerSlow(connection);
    }

    public void HandleGone(ConnectionId connection) => _uplink.HandleGone(connection);

    /// <summary>When the limit, or whoever holds the uplink up, lets something out that waits; null when nothing does.</summary>
    public Instant? NextTimeout(Instant now)
    {
        foreach (PeerSession peer in _neighbours.WithRequests())
        {
            if (!peer.IsSending)
                return Instant.Earlier(_limit.BytesPerSecond is null ? null : _limit.Next(now), _uplink.NextRoom(now));
        }

        return null;
    }

    private PeerSession? WithMostUrgentPiece(Instant now)
    {
        PeerSession? best = null;
        Instant earliest = default;
        foreach (PeerSession peer in _neighbours.WithRequests())
        {
            if (peer.IsSending || !TryFindReady(peer, out int at, out _, now))
                continue;
            Instant deadline = peer.Requests[at].Deadline;
            // Among equals always in the same order: who is served last is so in each frame, and knows how late its chunks are.
            bool isEarlier = best is null || deadline < earliest || (deadline == earliest && peer.Connection.Value < best.Connection.Value);
            if (isEarlier)
                (best, earliest) = (peer, deadline);
        }

        return best;
    }

    private bool TryWritePiece(PeerSession peer, IBufferWriter<byte> destination, out int written, Instant now)
    {
        written = 0;
        if (!TryFindReady(peer, out int at, out ReadOnlyMemory<byte> bytes, now))
            return false;
        ChunkId chunk = peer.Requests[at].Chunk;
        peer.Requests.RemoveAt(at);
        peer.Writer.Piece(destination, chunk, bytes.Span);
        written = LiveMessageWriter.PieceOverheadBytes + bytes.Length;
        peer.PieceBytesSent += bytes.Length;
        peer.Conduct.TookAt = now;
        PieceBytesSent += bytes.Length;
        return true;
    }

    /// <summary>The earliest request whose bytes are there; those whose bytes have gone meanwhile are rejected on the way.</summary>
    private bool TryFindReady(PeerSession peer, out int at, out ReadOnlyMemory<byte> bytes, Instant now)
    {
        bytes = default;
        for (at = 0; at < peer.Requests.Count;)
        {
            ChunkId chunk = peer.Requests[at].Chunk;
            ChunkStore.Lookup found = _store.Find(chunk, out bytes, now);
            if (found == ChunkStore.Lookup.Found)
                return true;
            if (found == ChunkStore.Lookup.Pending)
            {
                at++;
                continue;
            }

            if (peer.Requests[at].IsAsked)
                peer.Writer.Reject(peer.Outbox, new Reject(chunk));
            peer.Requests.RemoveAt(at);
        }

        return false;
    }
}
