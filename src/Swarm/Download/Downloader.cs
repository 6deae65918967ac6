using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// Work-stealing download, in the order a chunk takes through it: it is wanted, a neighbour tells of it, somebody is asked for it
/// (<see cref="Claims"/>) or it comes by itself (<see cref="UnaskedPieces"/>), it is checked, and put into its <see cref="ChunkSet"/>.
/// </summary>
internal sealed class Downloader
{
    private readonly Neighbours _neighbours;
    private readonly IContentVerifier _verifier;
    private readonly StandingRequests _standing;
    private readonly DownloadQueue _queue;
    private readonly Claims _claims;
    private readonly UnaskedPieces _unasked;
    private readonly ArrivedChunks _arrived;
    private FrameWindow _window = null!; // nothing is wanted before the first session sets it
    private StreamParameters _parameters = null!; // as above
    private long _duplicateBytes;

    public Downloader(
        Neighbours neighbours, IContentVerifier verifier, IChunkMemory chunks, StandingRequests standing, DownloadLimit limit,
        Random random, PickerKind picker = PickerKind.Standing)
    {
        _neighbours = neighbours;
        _verifier = verifier;
        _standing = standing;
        bool isStatic = picker == PickerKind.Static;
        _queue = new DownloadQueue((ulong)random.NextInt64())
        {
            MayAsk = isStatic ? (peer, _, number, _) => StaticShare.MayAsk(neighbours, peer, number) : MayPull,
        };
        _claims = new Claims(neighbours, _queue, standing, limit, random, maySteal: !isStatic);
        _arrived = new ArrivedChunks(chunks);
        _unasked = new UnaskedPieces(neighbours, verifier, standing, _queue, _claims, _arrived);
    }

    public long BytesReceived { get; private set; }

    public long DuplicateBytes => _duplicateBytes + _unasked.UselessBytes;

    /// <summary><see cref="Downlink.BytesPerSecond"/>.</summary>
    public double DownlinkBytesPerSecond => _claims.DownlinkBytesPerSecond;

    public long ChunksStolen => _claims.Stolen;

    /// <summary>Nothing is wanted.</summary>
    public bool IsIdle => _queue.Downloads.Count == 0;

    /// <summary>Another session has begun: forgets everything.</summary>
    public void HandleSession(FrameWindow window, StreamParameters parameters)
    {
        (_window, _parameters) = (window, parameters);
        _queue.Clear();
        _arrived.Clear();
        _unasked.HandleSession(window, parameters);
        foreach (PeerSession peer in _neighbours.All)
            peer.Pipeline.Clear();
    }

    /// <summary>Wants the index of a set. Does nothing when it is there or wanted already.</summary>
    public void WantIndex(ChunkSet set, Instant deadline, Instant now)
    {
        if (set.Index is null && _queue.Find(set.IndexKind, set.Frame) is null) Start(set, set.IndexKind, deadline, now).Want(0);
    }

    /// <summary>Wants one chunk of a set whose index is there. Does nothing when it is there or wanted already.</summary>
    public void Want(ChunkSet set, int number, Instant deadline, Instant now)
    {
        if (set.Held[number]) return;
        ChunkDownload download = _queue.Find(set.Kind, set.Frame) ?? Start(set, set.Kind, deadline, now);
        download.Want(number);
        _claims.Wake();
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
        _unasked.ForgetBelow(floor);
    }

    /// <summary>A peer has told of one more thing it has.</summary>
    public void HandleHave(PeerSession peer, ChunkKind kind, FrameNumber frame, int number, Instant now)
    {
        ChunkDownload? download = _queue.Find(kind, frame);
        if (download is not null && number < download.Count)
        {
            download.AddHolder(number, now);
            // What is owed is looked at when it is overdue, at a tick: most of what neighbours tell is on its way already.
            if (download.IsWanted(number) && _queue.MayAsk?.Invoke(peer, download, number, now) != false) _claims.Wake();
        }

        if (kind == ChunkKind.Delta && (download is null || download.IsWanted(number)) && _window[frame]?.Delta?.Held[number] != true)
            _standing.HandleHeard(peer, frame, number, now);
        if (frame > _window.Newest) _standing.HandleManifestHeard(peer, frame, now);
    }

    /// <summary>A peer has told of a key frame, or has less than it said: any number of chunks may have become rarer or not.</summary>
    public void HandleHaves(FrameNumber frame)
    {
        foreach (ChunkDownload download in _queue.Downloads)
        {
            if (download.Frame == frame) download.AreHoldersStale = true;
        }

        _claims.Wake();
    }

    /// <summary>Fills the pipelines. Cheap when nothing has happened.</summary>
    public void Fill(Instant now) => _claims.Fill(now);

    public void HandleTick(Instant now) => _claims.HandleTick(now);

    public ProtocolViolation HandlePiece(PeerSession peer, ChunkId chunk, ReadOnlySpan<byte> data, Instant now)
    {
        bool isAsked = _claims.HandlePiece(peer, chunk, data.Length, out bool isOwed, now);
        bool isUnasked = !isAsked && UnaskedPieces.MayCome(peer, chunk);
        if (!isOwed && !isUnasked) return ProtocolViolation.UnrequestedPiece;
        peer.PieceBytesReceived += data.Length;
        BytesReceived += data.Length;
        if (isUnasked) return _unasked.HandlePiece(peer, chunk, data, now);

        ChunkDownload? download = _queue.Find(chunk.Kind, chunk.Frame);
        if (download is null || chunk.Number >= download.Count || !download.IsWanted(chunk.Number))
        {
            _duplicateBytes += data.Length;
            return ProtocolViolation.None;
        }

        // A chunk is wanted only once the index is there.
        Hash256 expected = download.IsIndex ? download.Set.IndexHash : download.Set.Index!.Chunks[chunk.Number].Hash;
        if (data.Length != download.LengthOf(chunk.Number) || !_verifier.VerifyChunk(data, expected))
        {
            _claims.GiveBack(peer, chunk);
            return ProtocolViolation.WrongChunkHash;
        }

        if (isAsked && chunk.Kind == ChunkKind.Delta) _standing.HandlePulled(peer, Stripes.Of(chunk.Frame, chunk.Number), now);
        peer.Conduct.DeliveredAt = now;
        _claims.Finish(peer, download, chunk.Number);
        if (download.IsIndex) return StoreIndex(download, data);
        _arrived.Keep(download.Set, chunk.Number, data, expected);
        return ProtocolViolation.None;
    }

    /// <summary>The index of a frame is there: what came before it can be proven.</summary>
    public void HandleIndexed(ChunkSet delta) => _unasked.HandleIndexed(delta);

    /// <summary>What arrived and matched since the last call: a chunk's number, or -1 for the index.</summary>
    public bool TryTakeArrived(out ChunkSet? set, out int number) => _arrived.TryTake(out set, out number);

    /// <summary>Somebody whose early piece has turned out to be wrong.</summary>
    public bool TryTakeLiar(out PeerSession? peer) => _unasked.TryTakeLiar(out peer);

    public void HandleReject(PeerSession peer, ChunkId chunk)
    {
        if (!_claims.HandleReject(peer, chunk)) return; // cancelled meanwhile: it says nothing of what the peer has
        peer.Haves.Remove(chunk.Kind, chunk.Frame, chunk.Number);
        HandleHaves(chunk.Frame);
    }

    /// <summary>The peer is gone: all it was asked for can be asked elsewhere.</summary>
    public void HandleLost(PeerSession peer) => _claims.GiveBackAll(peer, cancel: false);

    public void CheckInvariants()
    {
        _queue.CheckInvariants();
        Rarity.CheckInvariants(_queue, _neighbours);
        _claims.CheckInvariants();
        _unasked.CheckInvariants();
    }

    private bool MayPull(PeerSession peer, ChunkDownload download, int number, Instant now) => download.Kind switch
    {
        ChunkKind.Delta => _standing.MayPull(peer, download.Frame, number, download.HeardAt(number), now, download.Count),
        ChunkKind.DeltaIndex => _standing.MayPullIndex(download.WantedSince, now),
        _ => true,
    };

    private ChunkDownload Start(ChunkSet set, ChunkKind kind, Instant deadline, Instant now)
    {
        var download = new ChunkDownload(set, kind, deadline, now);
        Rarity.Count(download, _neighbours, now);
        _queue.Add(download);
        _claims.Wake();
        return download;
    }

    private ProtocolViolation StoreIndex(ChunkDownload download, ReadOnlySpan<byte> data)
    {
        bool isReadable = download.Kind == ChunkKind.DeltaIndex
            ? FrameIndexReader.TryReadDelta(data, download.Frame, _parameters, out FrameIndex? index)
            : FrameIndexReader.TryReadKeyFrame(data, download.Frame, _parameters, out index);
        if (!isReadable) return ProtocolViolation.MalformedIndex;
        if (download.Set.Index is not null) return ProtocolViolation.None; // it came with a manifest meanwhile
        _arrived.KeepIndex(download.Set, index!); // readable, so there
        if (download.Kind == ChunkKind.DeltaIndex) HandleIndexed(download.Set);
        return ProtocolViolation.None;
    }
}
