using System.Numerics;
using ScreenShare.Swarm.Census;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Node;

/// <summary>
/// Reads each live message and takes it to the part it concerns. What is about another session than the current one is passed over.
/// </summary>
internal sealed class LiveMessageHandler
{
    private readonly SourceRole? _source;
    private readonly Neighbours _neighbours;
    private readonly Neighbourhood _neighbourhood;
    private readonly LiveStream _stream;
    private readonly Downloader _downloader;
    private readonly Uploader _uploader;
    private readonly StandingExchange _standings;
    private readonly ViewerCensus _census;

    public LiveMessageHandler(
        SourceRole? source, Neighbours neighbours, Neighbourhood neighbourhood, LiveStream stream, Downloader downloader, Uploader uploader,
        StandingExchange standings, ViewerCensus census)
    {
        _standings = standings;
        _source = source;
        _neighbours = neighbours;
        _neighbourhood = neighbourhood;
        _stream = stream;
        _downloader = downloader;
        _uploader = uploader;
        _census = census;
    }

    public ProtocolViolation Handle(PeerSession peer, LiveMessageType type, ReadOnlySpan<byte> body, Instant now)
    {
        peer.Conduct.HasSpoken = true;
        switch (type)
        {
            case LiveMessageType.Manifest when _source is not null:
                return _source.HandleManifest(_stream.Session, _neighbourhood.PublicKey, body);
            case LiveMessageType.Manifest:
                return _stream.HandleManifest(peer, _neighbourhood.PublicKey, body, now);
            case LiveMessageType.ManifestRequest when ManifestRequest.TryRead(body, out ManifestRequest wanted):
                if (IsCurrent(wanted.Session) && wanted.Track == TrackId.Full) _uploader.HandleManifestRequest(peer, wanted, now);
                return ProtocolViolation.None;
            case LiveMessageType.Have when Have.TryRead(body, out Have have):
                HandleHave(peer, have, now);
                return ProtocolViolation.None;
            case LiveMessageType.Bitfield when BitfieldMessage.TryRead(body, out BitfieldMessage bitfield):
                HandleBitfield(peer, bitfield, now);
                return ProtocolViolation.None;
            case LiveMessageType.KeyHave when KeyHave.TryRead(body, out KeyHave keyHave):
                HandleKeyHave(peer, keyHave);
                return ProtocolViolation.None;
            case LiveMessageType.Request when Request.TryRead(body, out Request request):
                _source?.HandleRequest(peer, request.Chunk);
                return _uploader.HandleRequest(peer, request, now);
            case LiveMessageType.Cancel when Cancel.TryRead(body, out Cancel cancel):
                _uploader.HandleCancel(peer, cancel);
                return ProtocolViolation.None;
            case LiveMessageType.Piece when PieceMessage.TryRead(body, out PieceMessage piece):
                return IsCurrent(piece.Chunk.Session)
                    ? _downloader.HandlePiece(peer, piece.Chunk, piece.Data, now)
                    : ProtocolViolation.None;
            case LiveMessageType.Reject when Reject.TryRead(body, out Reject reject):
                if (IsCurrent(reject.Chunk.Session)) _downloader.HandleReject(peer, reject.Chunk);
                return ProtocolViolation.None;
            case LiveMessageType.Peers:
                return _neighbourhood.Gossip.HandlePeers(peer, body, isPeerExchange: false, now);
            case LiveMessageType.Company when Company.TryRead(body, out Company company):
                peer.Company = company.Others;
                return ProtocolViolation.None;
            case LiveMessageType.Standing when Standing.TryRead(body, out Standing standing):
                _standings.HandleStanding(peer, standing, now);
                _source?.HandleStanding(now);
                return ProtocolViolation.None;
            case LiveMessageType.Twin when Twin.TryRead(body, out Twin twin):
                _neighbourhood.HandleTwin(peer, twin, now);
                return ProtocolViolation.None;
            case LiveMessageType.Census when CensusMessage.TryRead(body, out CensusMessage told):
                _census.Handle(peer, told, _stream.Session, now);
                return ProtocolViolation.None;
            case LiveMessageType.Goodbye when Goodbye.TryRead(body, out Goodbye goodbye):
                _neighbourhood.HandleGoodbye(peer, goodbye.Reason, now);
                return ProtocolViolation.None;
            default:
                return ProtocolViolation.MalformedLiveMessage;
        }
    }

    private bool IsCurrent(SessionTag session) => session == _neighbours.Session && _stream.Session is not null;

    private void HandleHave(PeerSession peer, Have have, Instant now)
    {
        if (IsCurrent(have.Session) && have.Track == TrackId.Full && IsPlausible(have.Frame, have.Chunk))
            Add(peer, have.Frame, have.Chunk, now);
    }

    private void HandleBitfield(PeerSession peer, BitfieldMessage bitfield, Instant now)
    {
        if (!IsCurrent(bitfield.Session) || bitfield.Track != TrackId.Full || !IsPlausible(bitfield.Frame, bitfield.Count - 1)) return;
        for (int word = 0; word << 6 < bitfield.Count; word++)
        {
            // What it has told of before costs nothing: it can be told again and again.
            ulong news = peer.Haves.News(bitfield.Frame, word, bitfield.Word(word));
            for (; news != 0; news &= news - 1)
                Add(peer, bitfield.Frame, (word << 6) + BitOperations.TrailingZeroCount(news), now);
        }
    }

    private void Add(PeerSession peer, FrameNumber frame, int chunk, Instant now)
    {
        bool isFirstOfFrame = peer.Haves.CountOf(frame) == 0;
        if (!peer.Haves.Add(frame, chunk)) return;
        _neighbours.HandleHeard(frame);
        if (isFirstOfFrame) _downloader.HandleHave(peer, ChunkKind.DeltaIndex, frame, 0, now); // the index is to be had there too
        _downloader.HandleHave(peer, ChunkKind.Delta, frame, chunk, now);
        peer.Requests.Pushes.Remove(new ChunkId(_neighbours.Session, TrackId.Full, ChunkKind.Delta, frame, (ushort)chunk));
    }

    private void HandleKeyHave(PeerSession peer, KeyHave keyHave)
    {
        if (!IsCurrent(keyHave.Session) || keyHave.Track != TrackId.Full || !IsWithinReach(keyHave.KeyFrame)
            || !peer.Haves.AddKeyFrame(keyHave.KeyFrame))
            return;
        _neighbours.HandleHeard(keyHave.KeyFrame);
        _downloader.HandleHaves(keyHave.KeyFrame);
    }

    /// <summary>Nothing about frames that are gone is kept, nor about chunks no frame can have.</summary>
    private bool IsPlausible(FrameNumber frame, int chunk) => // current, so there
        frame >= _stream.Session!.Window.Oldest && IsWithinReach(frame) && chunk < _stream.Session.Parameters.SlotCount;

    /// <summary>
    /// Others may have heard of frames whose manifests have not come here, but only of so many; the source has made each frame there is.
    /// </summary>
    private bool IsWithinReach(FrameNumber frame)
    {
        FrameNumber newest = _stream.Session!.Window.Newest; // current, so there
        return frame <= newest || (_source is null && frame.Value - newest.Value <= SwarmLimits.FramesAheadMax);
    }
}
