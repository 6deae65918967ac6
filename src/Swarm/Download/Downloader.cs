using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// Work-stealing download: keeps every connection's pipeline filled from one <see cref="DownloadQueue"/>, checks what arrives and
/// puts it into its <see cref="ChunkSet"/>. The claims of a peer that dies, rejects or falls silent go back to the queue at once.
/// </summary>
internal sealed class Downloader
{
    private readonly Neighbours _neighbours;
    private readonly IContentVerifier _verifier;
    private readonly DownloadQueue _queue;
    private readonly IChunkMemory _chunks;
    private readonly Random _random;
    private readonly Downlink _downlink = new();
    private readonly StandingRequests _standing;
    private readonly EarlyPieces _early = new();
    private readonly Queue<(ChunkSet Set, int Number)> _arrived = new();
    private readonly bool _isStatic;
    private readonly Queue<PeerSession> _liars = new();
    private bool _isDirty;

    public Downloader(
        Neighbours neighbours, IContentVerifier verifier, IChunkMemory chunks, StandingRequests standing, Random random,
        PickerKind picker = PickerKind.Standing)
    {
        _standing = standing;
        _neighbours = neighbours;
        _verifier = verifier;
        _chunks = chunks;
        _random = random;
        _isStatic = picker == PickerKind.Static;
        _queue = new DownloadQueue((ulong)random.NextInt64())
        {
            MayAsk = _isStatic
                ? (peer, _, number, _) => StaticShare.MayAsk(neighbours, peer, number)
                : (peer, download, number, now) => download.Kind switch
                {
                    ChunkKind.Delta => standing.MayPull(peer, download.Frame, number, download.ToldAt(number), now, download.Count),
                    ChunkKind.DeltaIndex => standing.MayPullIndex(download.WantedSince, now),
                    _ => true,
                },
        };
    }

    /// <summary>Of the current session; set by whoever starts one.</summary>
    public StreamParameters Parameters { get; set; } = null!; // nothing is wanted before the first session sets it

    public required DownloadLimit Limit { private get; init; }

    /// <summary>The frames of the current session; set by whoever starts one.</summary>
    public FrameWindow Window { get; set; } = null!; // as above

    public long BytesReceived { get; private set; }

    public long DuplicateBytes { get; private set; }

    public long ChunksStolen { get; private set; }

    /// <summary>Nothing is wanted.</summary>
    public bool IsIdle => _queue.Downloads.Count == 0;

    /// <summary>Wants the index of a set. Does nothing when it is there or wanted already.</summary>
    public void WantIndex(ChunkSet set, Instant deadline, Instant now)
    {
        if (set.Index is null && _queue.Find(set.IndexKind, set.Frame) is null)
            Start(set, set.IndexKind, deadline, now).Want(0);
    }

    /// <summary>Wants one chunk of a set whose index is there. Does nothing when it is there or wanted already.</summary>
    public void Want(ChunkSet set, int number, Instant deadline, Instant now)
    {
        if (set.Held[number])
            return;
        ChunkDownload download = _queue.Find(set.Kind, set.Frame) ?? Start(set, set.Kind, deadline, now);
        download.Want(number);
        _isDirty = true;
    }

    /// <summary>Gives up what nobody has been asked for yet; what is on its way may still come.</summary>
    public void Unwant(ChunkSet set)
    {
        _queue.Find(set.IndexKind, set.Frame)?.UnwantFree();
        _queue.Find(set.Kind, set.Frame)?.UnwantFree();
        _queue.RemoveFinished();
    }

    /// <summary>Gives up deltas below a frame for good, asked for or not: they have left the window and no target needs them.</summary>
    public void ForgetDeltasBelow(FrameNumber floor)
    {
        _queue.RemoveDeltasBelow(floor);
        _early.ForgetBelow(floor);
    }

    /// <summary>Forgets everything: another session has begun.</summary>
    public void Clear()
    {
        _queue.Clear();
        _arrived.Clear();
        _early.Clear();
        foreach (PeerSession peer in _neighbours.All)
            peer.Pipeline.Clear();
    }

    /// <summary>A peer has told of one more thing it has.</summary>
    public void HandleHave(PeerSession peer, ChunkKind kind, FrameNumber frame, int number, Instant now)
    {
        ChunkDownload? download = _queue.Find(kind, frame);
        if (download is not null && number < download.Count)
        {
            download.AddHolder(number, now);
            // What is owed is looked at when it is overdue, at a tick: most of what neighbours tell is on its way already.
            _isDirty |= download.IsWanted(number) && _queue.MayAsk?.Invoke(peer, download, number, now) != false;
        }

        if (kind == ChunkKind.Delta && (download is null || download.IsWanted(number)) && Window[frame]?.Delta?.Held[number] != true)
            _standing.HandleTold(peer, frame, number, now);
        if (frame > Window.Newest)
            _standing.HandleManifestTold(peer, frame, now);
    }

    /// <summary>A peer has told of a key frame, or has less than it said: any number of chunks may have become rarer or not.</summary>
    public void HandleHaves(FrameNumber frame, Instant now)
    {
        foreach (ChunkDownload download in _queue.Downloads)
        {
            if (download.Frame == frame)
                CountHolders(download, now);
        }

        _isDirty = true;
    }

    public ProtocolViolation HandlePiece(PeerSession peer, ChunkId chunk, ReadOnlySpan<byte> data, Instant now)
    {
        bool isAsked = peer.Pipeline.Complete(chunk, out Instant askedAt, now);
        bool isOwed = isAsked || peer.Pipeline.SettleCancelled();
        if (isAsked)
            _downlink.HandleArrival(data.Length, askedAt, now);
        else if (!isOwed && !MayPush(peer, chunk))
            return ProtocolViolation.UnrequestedPiece;
        if (isOwed)
            Limit.Spend(-DownloadLimit.PieceBytes(data.Length));
        _isDirty |= isOwed; // there is room for the next
        peer.PieceBytesReceived += data.Length;
        BytesReceived += data.Length;
        if (!isAsked && MayPush(peer, chunk))
            return HandlePushed(peer, chunk, data, now);

        ChunkDownload? download = _queue.Find(chunk.Kind, chunk.Frame);
        if (download is null || chunk.Number >= download.Count || !download.IsWanted(chunk.Number))
        {
            DuplicateBytes += data.Length;
            return ProtocolViolation.None;
        }

        // A chunk is wanted only once the index is there.
        Hash256 expected = download.IsIndex ? download.Set.IndexHash : download.Set.Index!.Chunks[chunk.Number].Hash;
        if (data.Length != download.LengthOf(chunk.Number) || !_verifier.VerifyChunk(data, expected))
        {
            GiveBack(peer, chunk);
            return ProtocolViolation.WrongChunkHash;
        }
        if (isAsked && chunk.Kind == ChunkKind.Delta)
            _standing.HandlePulled(peer, Stripes.Of(chunk.Frame, chunk.Number), now);
        Finish(peer, download, chunk);
        return Store(download, chunk.Number, data, expected);
    }

    /// <summary>The index of a frame is there: what came before it can be proven.</summary>
    public void HandleIndexed(ChunkSet delta)
    {
        foreach (EarlyPiece piece in _early.Take(delta.Frame))
        {
            PeerSession? from = _neighbours.Find(piece.From);
            if (TryKeep(delta, piece.Number, piece.Data, from))
                continue;
            if (from is not null)
                _liars.Enqueue(from);
        }
    }

    /// <summary>Somebody whose early piece has turned out to be wrong.</summary>
    public bool TryTakeLiar(out PeerSession? peer) => _liars.TryDequeue(out peer);

    private static bool MayPush(PeerSession peer, ChunkId chunk) =>
        chunk.Kind == ChunkKind.Delta
        && (peer.Standing.Ours.TakesOffers || peer.Standing.EverWanted[Stripes.Of(chunk.Frame, chunk.Number)]);

    private ProtocolViolation HandlePushed(PeerSession peer, ChunkId chunk, ReadOnlySpan<byte> data, Instant now)
    {
        ChunkSet? delta = Window[chunk.Frame]?.Delta;
        bool isAhead = chunk.Frame > Window.Newest && chunk.Frame.Value - Window.Newest.Value <= SwarmLimits.EarlyFramesMax;
        bool isEarly = (delta is { Index: null } || isAhead) && chunk.Number < Parameters.SlotCount && data.Length <= Parameters.ChunkCapacity;
        bool isUseful = isEarly
            ? _early.Add(chunk.Frame, chunk.Number, data, peer.Connection)
            : delta?.Index is not null && chunk.Number < delta.ChunkCount && !delta.Held[chunk.Number];
        _standing.HandlePushed(peer, chunk.Frame, chunk.Number, isUseful, now);
        if (!isUseful)
        {
            DuplicateBytes += data.Length;
            peer.Standing.UselessBytes += data.Length;
            return peer.Standing.UselessBytes > peer.Standing.UsefulBytes + SwarmLimits.UselessBytesMax
                ? ProtocolViolation.UnrequestedPiece
                : ProtocolViolation.None;
        }

        peer.Standing.UsefulBytes += data.Length;
        peer.Haves.Add(chunk.Frame, chunk.Number);
        if (isAhead)
            _standing.HandleManifestTold(peer, chunk.Frame, now);
        if (isEarly)
            return ProtocolViolation.None; // that the peer has it makes the manifest be asked for, if it does not come
        return TryKeep(delta!, chunk.Number, data, peer) ? ProtocolViolation.None : ProtocolViolation.WrongChunkHash; // useful, so there
    }

    /// <summary>Verifies a chunk of an indexed delta that was not asked for and keeps it. False when it is wrong.</summary>
    private bool TryKeep(ChunkSet delta, int number, ReadOnlySpan<byte> data, PeerSession? from)
    {
        if (number >= delta.ChunkCount)
            return false;
        ChunkEntry expected = delta.Index!.Chunks[number]; // indexed, by contract
        if (data.Length != expected.Length || !_verifier.VerifyChunk(data, expected.Hash))
            return false;
        if (delta.Held[number])
            return true;
        if (_queue.Find(ChunkKind.Delta, delta.Frame) is { } download && download.IsWanted(number))
            Finish(from, download, new ChunkId(_neighbours.Session, TrackId.Full, ChunkKind.Delta, delta.Frame, (ushort)number));
        delta.SetChunk(number, _chunks.Keep(data, expected.Hash));
        _arrived.Enqueue((delta, number));
        return true;
    }

    private void Finish(PeerSession? winner, ChunkDownload download, ChunkId chunk)
    {
        CancelAtOthers(winner, download, chunk);
        download.Finish(chunk.Number);
        if (download.IsFinished)
            _queue.RemoveFinished();
    }

    public void HandleReject(PeerSession peer, ChunkId chunk, Instant now)
    {
        if (!peer.Pipeline.Drop(chunk))
        {
            _isDirty |= peer.Pipeline.SettleCancelled(); // says nothing of what the peer has
            return;
        }

        if (_queue.Find(chunk.Kind, chunk.Frame) is { } download && chunk.Number < download.Count)
            Limit.Spend(-DownloadLimit.PieceBytes(download.LengthOf(chunk.Number))); // it does not come
        GiveBack(peer, chunk);
        peer.Haves.Remove(chunk.Kind, chunk.Frame, chunk.Number);
        HandleHaves(chunk.Frame, now);
    }

    /// <summary>The peer is gone, or silent: all it was asked for can be asked elsewhere.</summary>
    public void ReleaseClaims(PeerSession peer, bool cancel, Instant now)
    {
        while (peer.Pipeline.Requests.Count > 0)
        {
            ChunkId chunk = peer.Pipeline.Requests[0].Chunk;
            if (cancel)
            {
                peer.Pipeline.Cancel(chunk);
                peer.Writer.Cancel(peer.Outbox, new Cancel(chunk));
            }
            else
            {
                peer.Pipeline.Drop(chunk);
            }

            GiveBack(peer, chunk);
        }

        foreach (ChunkDownload download in _queue.Downloads)
            CountHolders(download, now);
        _isDirty = true;
    }

    /// <summary>What arrived and matched since the last call: a chunk's number, or -1 for the index.</summary>
    public bool TryTakeArrived(out ChunkSet? set, out int number)
    {
        bool any = _arrived.TryDequeue(out (ChunkSet Set, int Number) arrived);
        (set, number) = any ? (arrived.Set, arrived.Number) : (null, 0);
        return any;
    }

    /// <summary>Fills the pipelines. Cheap when nothing has happened.</summary>
    public void Fill(Instant now)
    {
        if (!_isDirty && !(Limit.NextTimeout <= now))
            return;
        _isDirty = false;
        Limit.Observe(now);
        // One chunk a peer and round, so that no peer is handed everything before the next is looked at.
        bool anyClaimed;
        do
        {
            anyClaimed = false;
            foreach (PeerSession peer in _neighbours.All)
            {
                if (peer.IsLive && _queue.TryPick(peer, out ChunkDownload? download, out int number, now)
                    && peer.Pipeline.HasRoomFor(download!.LengthOf(number)) // there, since TryPick said true
                    && HasRoomFor(download.LengthOf(number)))
                {
                    Ask(peer, download, number, now);
                    anyClaimed = true;
                }
            }
        }
        while (anyClaimed);

        Steal(now);
    }

    /// <summary>Looks for the silent and the late. Called at each tick.</summary>
    public void HandleTick(Instant now)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive || !peer.Pipeline.IsSilent(now))
                continue;
            peer.Pipeline.Snub();
            ReleaseClaims(peer, cancel: true, now);
        }

        _isDirty = true;
        Fill(now); // what somebody is known to have goes first: asks on speculation take the room that is left
        int onSpec = 0;
        while (onSpec++ < SwarmLimits.AsksOnSpecPerTick && HasRoomFor(StreamParameters.ChunkCapacityUsual)
            && Speculation.TryPick(_queue, _standing, _neighbours, _random, now, out PeerSession? asked, out ChunkDownload? picked, out int number))
            Ask(asked!, picked!, number, now); // TryPick gives them when it says true
        _isDirty |= _queue.Downloads.Count > 0;
    }

    public void CheckInvariants()
    {
        foreach (ChunkDownload download in _queue.Downloads)
            download.CheckInvariants();
        foreach (PeerSession peer in _neighbours.All)
            peer.Pipeline.CheckInvariants();
    }

    private void Steal(Instant now)
    {
        if (_queue.Downloads.Count == 0 || _isStatic)
            return;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive || !peer.Pipeline.HasRoomFor(StreamParameters.ChunkCapacityUsual))
                continue;
            if (!HasRoomFor(StreamParameters.ChunkCapacityUsual))
                return;
            if (_queue.TryPick(peer, out _, out _, now)
                || !Stealing.TryPick(_queue, _neighbours, peer, now, out ChunkDownload? download, out int number))
                continue;
            Ask(peer, download!, number, now); // TryPick gives one when it says true
            ChunksStolen++;
        }
    }

    private bool HasRoomFor(int bytes)
    {
        int asked = 0;
        TimeSpan slowest = TimeSpan.Zero;
        foreach (PeerSession peer in _neighbours.All)
        {
            asked += peer.Pipeline.OutstandingBytes;
            if (peer.Pipeline.OutstandingBytes > 0 && peer.Pipeline.RoundTrip > slowest)
                slowest = peer.Pipeline.RoundTrip;
        }

        return _downlink.HasRoomFor(bytes, asked, slowest) && Limit.MayAsk();
    }

    private void Ask(PeerSession peer, ChunkDownload download, int number, Instant now)
    {
        var chunk = new ChunkId(_neighbours.Session, TrackId.Full, download.Kind, download.Frame, (ushort)number);
        download.Claim(number, peer.Connection);
        peer.Pipeline.Request(chunk, download.LengthOf(number), now);
        Limit.Spend(DownloadLimit.PieceBytes(download.LengthOf(number)));
        TimeSpan left = download.Deadline - now;
        peer.Writer.Request(peer.Outbox, new Request(chunk, left > TimeSpan.Zero ? left : TimeSpan.Zero));
    }

    private ChunkDownload Start(ChunkSet set, ChunkKind kind, Instant deadline, Instant now)
    {
        var download = new ChunkDownload(set, kind, deadline, now);
        CountHolders(download, now);
        _queue.Add(download);
        _isDirty = true;
        return download;
    }

    private void CountHolders(ChunkDownload download, Instant now)
    {
        download.ClearHolders();
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive)
                continue;
            for (int i = 0; i < download.Count; i++)
            {
                if (peer.Haves.Has(download.Kind, download.Frame, i))
                    download.AddHolder(i, now);
            }
        }
    }

    private void CancelAtOthers(PeerSession? winner, ChunkDownload download, ChunkId chunk)
    {
        CancelAt(download.FirstClaim(chunk.Number));
        CancelAt(download.SecondClaim(chunk.Number));

        void CancelAt(ConnectionId connection)
        {
            if (connection == winner?.Connection || _neighbours.Find(connection) is not { } other)
                return;
            other.Pipeline.Cancel(chunk);
            other.Writer.Cancel(other.Outbox, new Cancel(chunk));
        }
    }

    private void GiveBack(PeerSession peer, ChunkId chunk)
    {
        ChunkDownload? download = _queue.Find(chunk.Kind, chunk.Frame);
        if (download is not null && chunk.Number < download.Count)
            download.Release(chunk.Number, peer.Connection);
        _isDirty = true;
    }

    private ProtocolViolation Store(ChunkDownload download, int number, ReadOnlySpan<byte> data, in Hash256 hash)
    {
        if (!download.IsIndex)
        {
            download.Set.SetChunk(number, _chunks.Keep(data, hash));
            _arrived.Enqueue((download.Set, number));
            return ProtocolViolation.None;
        }

        if (!IndexIsReadable(download, data, out FrameIndex? index))
            return ProtocolViolation.MalformedIndex;
        if (download.Set.Index is not null)
            return ProtocolViolation.None; // it came with a manifest meanwhile
        download.Set.SetIndex(index!); // readable, so there
        if (download.Kind == ChunkKind.DeltaIndex)
            HandleIndexed(download.Set);
        _arrived.Enqueue((download.Set, -1));
        return ProtocolViolation.None;
    }

    private bool IndexIsReadable(ChunkDownload download, ReadOnlySpan<byte> data, out FrameIndex? index) =>
        download.Kind == ChunkKind.DeltaIndex
            ? FrameIndexReader.TryReadDelta(data, download.Frame, Parameters, out index)
            : FrameIndexReader.TryReadKeyFrame(data, download.Frame, Parameters, out index);
}
