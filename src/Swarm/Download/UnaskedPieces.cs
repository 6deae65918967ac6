using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// Pieces that come by a standing request or an offer. What can be proven is kept at once; what comes before its index waits among the
/// <see cref="EarlyPieces"/>, and whoever sent one that turns out to be wrong is named then.
/// </summary>
internal sealed class UnaskedPieces
{
    private readonly Neighbours _neighbours;
    private readonly IContentVerifier _verifier;
    private readonly StandingRequests _standing;
    private readonly DownloadQueue _queue;
    private readonly Claims _claims;
    private readonly ArrivedChunks _arrived;
    private readonly EarlyPieces _early = new();
    private readonly Queue<PeerSession> _liars = new();
    private FrameWindow _window = null!; // nothing is taken before the first session sets it
    private StreamParameters _parameters = null!; // as above

    public UnaskedPieces(
        Neighbours neighbours, IContentVerifier verifier, StandingRequests standing, DownloadQueue queue, Claims claims,
        ArrivedChunks arrived)
    {
        _neighbours = neighbours;
        _verifier = verifier;
        _standing = standing;
        _queue = queue;
        _claims = claims;
        _arrived = arrived;
    }

    private enum Use
    {
        None = 0,
        Unkept,
        Early,
        Now,
    }

    public long UselessBytes { get; private set; }

    public static bool MayCome(PeerSession peer, ChunkId chunk) =>
        chunk.Kind == ChunkKind.Delta
        && (peer.Standing.Ours.TakesOffers || peer.Standing.Told.EverWanted[Stripes.Of(chunk.Frame, chunk.Number)]);

    public void HandleSession(FrameWindow window, StreamParameters parameters)
    {
        (_window, _parameters) = (window, parameters);
        _early.Clear();
    }

    /// <summary>One that may come.</summary>
    public ProtocolViolation HandlePiece(PeerSession peer, ChunkId chunk, ReadOnlySpan<byte> data, Instant now)
    {
        ChunkSet? delta = _window[chunk.Frame]?.Delta;
        bool isAhead = chunk.Frame > _window.Newest && chunk.Frame.Value - _window.Newest.Value <= SwarmLimits.EarlyFramesMax;
        // Manifests overtake each other: where they come by different ways the next frame's may be here before this one's.
        bool isBetween = chunk.Frame < _window.Newest && _window.Accepts(chunk.Frame) && _window[chunk.Frame] is null;
        Use use = Judge(delta, isAhead || isBetween, peer, chunk, data);
        _standing.HandlePushed(peer, chunk.Frame, chunk.Number, use != Use.None, now);
        if (use == Use.None) return CountUseless(peer, data.Length);

        // So that the manifest is asked for, if it does not come, and the chunk, if it is not kept.
        if (peer.Haves.CountOf(chunk.Frame) == 0) _queue.Find(ChunkKind.DeltaIndex, chunk.Frame)?.AddHolder(0, now);
        peer.Haves.Add(chunk.Frame, chunk.Number);
        if (isAhead) _standing.HandleManifestHeard(peer, chunk.Frame, now);
        if (use == Use.Unkept) return CountUnkept(peer, data.Length);
        peer.Standing.Unasked.AddUseful(data.Length);
        if (use == Use.Early) return ProtocolViolation.None;
        if (!TryKeep(delta!, chunk.Number, data, peer)) // of use, so there
            return ProtocolViolation.WrongChunkHash;
        peer.Conduct.DeliveredAt = now;
        return ProtocolViolation.None;
    }

    /// <summary>The index of a frame is there: what came before it can be proven.</summary>
    public void HandleIndexed(ChunkSet delta)
    {
        foreach (EarlyPiece piece in _early.Take(delta.Frame))
        {
            PeerSession? from = _neighbours.Find(piece.From);
            if (!TryKeep(delta, piece.Number, piece.Data, from) && from is not null) _liars.Enqueue(from);
        }
    }

    public void ForgetBelow(FrameNumber floor) => _early.ForgetBelow(floor);

    /// <summary>Somebody whose early piece has turned out to be wrong.</summary>
    public bool TryTakeLiar(out PeerSession? peer) => _liars.TryDequeue(out peer);

    public void CheckInvariants() => _early.CheckInvariants();

    private Use Judge(ChunkSet? delta, bool awaitsManifest, PeerSession peer, ChunkId chunk, ReadOnlySpan<byte> data)
    {
        if (delta?.Index is not null) return chunk.Number < delta.ChunkCount && !delta.Held[chunk.Number] ? Use.Now : Use.None;
        bool mayFit = chunk.Number < _parameters.SlotCount && data.Length <= _parameters.ChunkCapacity;
        if ((delta is null && !awaitsManifest) || !mayFit || _early.Has(chunk.Frame, chunk.Number)) return Use.None;
        return _early.Add(chunk.Frame, chunk.Number, data, peer.Connection) ? Use.Early : Use.Unkept;
    }

    private ProtocolViolation CountUseless(PeerSession peer, int bytes)
    {
        UselessBytes += bytes;
        peer.Standing.Unasked.AddUseless(bytes);
        return PriceOf(peer.Standing.Unasked.Useless, peer);
    }

    /// <summary>There was no room, which is not the sender's fault. Counted apart, since nothing will ever prove such pieces.</summary>
    private static ProtocolViolation CountUnkept(PeerSession peer, int bytes)
    {
        peer.Standing.Unasked.AddUnkept(bytes);
        return PriceOf(peer.Standing.Unasked.Unkept, peer);
    }

    private static ProtocolViolation PriceOf(long bytes, PeerSession peer) =>
        bytes > peer.Standing.Unasked.Useful + SwarmLimits.UselessBytesMax ? ProtocolViolation.UnrequestedPiece : ProtocolViolation.None;

    /// <summary>Verifies a chunk of an indexed delta and keeps it. False when it is wrong.</summary>
    private bool TryKeep(ChunkSet delta, int number, ReadOnlySpan<byte> data, PeerSession? from)
    {
        if (number >= delta.ChunkCount) return false;
        ChunkEntry expected = delta.Index!.Chunks[number]; // indexed, by contract
        if (data.Length != expected.Length || !_verifier.VerifyChunk(data, expected.Hash)) return false;
        if (delta.Held[number]) return true;
        if (_queue.Find(ChunkKind.Delta, delta.Frame) is { } download && download.IsWanted(number)) _claims.Finish(from, download, number);
        _arrived.Keep(delta, number, data, expected.Hash);
        return true;
    }
}
