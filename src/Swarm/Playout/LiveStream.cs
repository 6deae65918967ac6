using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// Follows the newest session: checks manifests before anything else is believed, keeps the window, and passes what arrived on to playback
/// and announcements. A later session replaces an earlier one whole.
/// </summary>
internal sealed class LiveStream
{
    /// <summary>A manifest that is later than by so many frames is not one that a neighbour sent as it came.</summary>
    private const uint LateManifestFrames = 8;

    private readonly Neighbours _neighbours;
    private readonly IContentVerifier _verifier;
    private readonly Downloader _downloader;
    private readonly Announcer _announcer;
    private readonly ChunkStore _store;
    private readonly Queue<NodeEvent> _events;
    private readonly TimeSpan _staleAfter;
    private Instant _lastManifestAt;
    private bool _isStale;
    private PictureAge? _age; // there whenever a session is
    private bool _hasNews; // since playback was taken on
    private readonly StandingRequests _standing;

    public LiveStream(
        Neighbours neighbours, IContentVerifier verifier, Downloader downloader, Announcer announcer, ChunkStore store,
        StandingRequests standing, Queue<NodeEvent> events, TimeSpan staleAfter)
    {
        _standing = standing;
        _neighbours = neighbours;
        _verifier = verifier;
        _downloader = downloader;
        _announcer = announcer;
        _store = store;
        _events = events;
        _staleAfter = staleAfter;
    }

    public Session? Session { get; private set; }

    public Playback? Playback { get; private set; }

    /// <summary>Signed content broke its own rules, or two bodies were signed for one frame.</summary>
    public bool IsStopped { get; private set; }

    /// <param name="body">A manifest, and perhaps its index behind it.</param>
    public ProtocolViolation HandleManifest(PeerSession peer, PublicKey? key, ReadOnlySpan<byte> body, Instant now)
    {
        if (!Manifest.TryRead(body, out Manifest? manifest, out int consumed)) return ProtocolViolation.MalformedManifest;
        if (manifest!.Track != TrackId.Full || key is null) // read, so there
            return ProtocolViolation.None; // another version's track; or a peer that talks before it has said its key
        bool isOlderSession = Session is not null && manifest.Session != Session.Id && manifest.SessionStart <= Session.Start;
        if (isOlderSession) return ProtocolViolation.None;

        bool isCurrent = Session?.Id == manifest.Session;
        if (isCurrent)
        {
            bool isNews = peer.Manifests.Add(manifest.Frame);
            peer.Haves.Sees(manifest.Frame);
            // Known by its body: to each signature (r, s) of ECDSA there is a second one, (r, n - s), that anybody can compute and that
            // verifies.
            if (Session!.Window[manifest.Frame] is { } known && known.Manifest.BodyHash == manifest.BodyHash) // current, so there
            {
                if (isNews && Session.Window.Newest.Value - manifest.Frame.Value <= LateManifestFrames)
                    _standing.HandleKnownManifest(peer, manifest.Frame, now);
                return HandleRidingIndex(peer, known, body[consumed..]);
            }

            if (!Session.Window.Accepts(manifest.Frame)) return ProtocolViolation.None;
        }

        if (!_verifier.VerifyManifest(key, manifest.Body, manifest.Signature)) return ProtocolViolation.BadSignature;
        bool isSuccessor = !isCurrent && Session is not null;
        if (!isCurrent) Begin(manifest, now);
        else if (!manifest.Parameters.Equals(Session!.Parameters) || Contradicts(manifest)) // current, so there
            return Stop(manifest.Frame);
        peer.Manifests.Add(manifest.Frame);
        peer.Haves.Sees(manifest.Frame);
        if (isCurrent) _standing.HandleManifest(peer, manifest.Frame, now);
        return Accept(peer, manifest, body[consumed..], isSuccessor, now);
    }

    /// <summary>The source's own frame: verified by having been made here.</summary>
    public WindowFrame HandlePublished(PublishedFrame published, Instant now)
    {
        if (Session?.Id != published.Manifest.Session) Begin(published.Manifest, now);
        Session session = Session!; // begun above
        ChunkSet? delta = published.Delta is { } packed ? ChunkSet.FromPacked(ChunkKind.Delta, packed, published.Manifest.IndexHash) : null;
        var frame = new WindowFrame(published.Manifest, delta, now);
        session.Window.Add(frame);
        session.Base = frame.Frame;
        KeyFrameEntry? entry = session.KeyFrames.Commit(published.Manifest, now);
        if (published.KeyFrame is { } keyFrame && entry is not null)
            entry.Replace(ChunkSet.FromPacked(ChunkKind.KeyFrame, keyFrame, published.Manifest.KeyIndexHash));
        session.Window.Trim(session.KeyFrames.Floor);
        _lastManifestAt = now;
        return frame;
    }

    /// <summary>Passes on what the downloader verified, and takes the steps it allows.</summary>
    public void Advance(Instant now)
    {
        if (Session is null || Playback is null) return;
        while (_downloader.TryTakeArrived(out ChunkSet? set, out int number))
        {
            if (IsStopped) continue; // taken all the same: it would pile up for as long as the broadcast lasts
            Playback.HandleArrived(set!, now); // taken, so there
            _hasNews = true;
            if (set!.Kind == ChunkKind.Delta) Announce(Session, set, number, now);
        }

        if (IsStopped) return;
        // Who follows waits for chunks and manifests only: most of what arrives, what neighbours tell, takes it no further.
        if (!_hasNews && Playback.Follows) return;
        _hasNews = false;
        FrameNumber before = Session.Base;
        Playback.Advance(now);
        if (Playback.IsBroken)
        {
            Stop(Session.Base);
            return;
        }

        if (Session.Base == before) return;
        foreach (KeyFrameEntry entry in Session.KeyFrames.Entries)
        {
            if (entry.Frame > before && entry.Frame <= Session.Base && entry.CanServe) _announcer.KeyFrame(entry.Frame);
        }

        if (!Session.HasEnded && Session.Window[Session.Base]?.Manifest.Kind == ManifestKind.End) End(Session);
    }

    public void CheckInvariants()
    {
        Session?.CheckInvariants();
        Playback?.CheckInvariants();
    }

    /// <param name="number">-1: the index.</param>
    private void Announce(Session session, ChunkSet delta, int number, Instant now)
    {
        WindowFrame? frame = session.Window[delta.Frame];
        if (number < 0)
        {
            if (frame is not null) _announcer.Manifest(frame);
            return;
        }

        _announcer.Chunk(delta.Frame, number, frame, now);
        if (delta.IsComplete) _announcer.Whole(delta);
    }

    public void HandleTick(Instant now)
    {
        Playback?.HandleTick(now);
        _hasNews = true; // that time has passed
        if (Session is null || Session.HasEnded || IsStopped) return;
        if (now - _lastManifestAt > _staleAfter) HandleSilence(Session, now);
        else if (_age?.Update(Session, Playback?.Lag ?? TimeSpan.Zero, now) is { } age)
            _events.Enqueue(_age.IsOld ? new NodeEvent.PictureOld(age, HasPicture: !Session.Base.IsNone) : new NodeEvent.PictureCurrent());
    }

    private void HandleSilence(Session session, Instant now)
    {
        if (session.Window.NewestFrame?.Manifest.Kind == ManifestKind.End)
        {
            End(session); // nobody has what it ended with any more
            return;
        }

        if (_isStale) return;
        _isStale = true;
        _age?.Forget();
        _events.Enqueue(new NodeEvent.BroadcastStale(now - _lastManifestAt));
    }

    private void End(Session session)
    {
        session.HasEnded = true;
        _events.Enqueue(new NodeEvent.BroadcastEnded(session.Id));
    }

    /// <param name="isSuccessor">Of a session that takes the place of another, in which neighbours may still be: all are told.</param>
    private ProtocolViolation Accept(PeerSession peer, Manifest manifest, ReadOnlySpan<byte> index, bool isSuccessor, Instant now)
    {
        Session session = Session!; // begun before
        ChunkSet? delta = manifest.IndexBytes > 0
            ? new ChunkSet(ChunkKind.Delta, manifest.Frame, manifest.IndexBytes, manifest.IndexHash)
            : null;
        var frame = new WindowFrame(manifest, delta, now);
        session.Window.Add(frame);
        _hasNews = true;
        session.KeyFrames.Commit(manifest, now);
        session.Window.Trim(Playback!.Floor); // there whenever a session is
        _downloader.ForgetDeltasBelow(Playback.NeedsFrom(session.Window.Oldest));
        if (frame.Frame == session.Window.Newest) // what was missing tells of the past
            NoteLife(now);
        ProtocolViolation violation = HandleRidingIndex(peer, frame, index);
        _announcer.Manifest(frame, beginsSession: isSuccessor);
        bool isAhead = frame.Frame == FrameNumber.First || (frame.Frame > Playback.PlannedTo && !Playback.PlannedTo.IsNone);
        if (violation == ProtocolViolation.None && !frame.IsIndexed && isAhead)
            _downloader.WantIndex(delta!, now + SwarmLimits.DeltaDeadline, now); // not indexed, so it has a delta
        return violation;
    }

    private ProtocolViolation HandleRidingIndex(PeerSession peer, WindowFrame frame, ReadOnlySpan<byte> index)
    {
        if (!index.IsEmpty) peer.Indexes.Add(frame.Frame);
        if (index.IsEmpty || frame.IsIndexed) return ProtocolViolation.None;
        ChunkSet delta = frame.Delta!; // not indexed, so it has one
        if (index.Length != delta.IndexBytes || !_verifier.VerifyChunk(index, delta.IndexHash)) return ProtocolViolation.MalformedIndex;
        if (!FrameIndexReader.TryReadDelta(index, frame.Frame, Session!.Parameters, out FrameIndex? read)) // a frame belongs to a session
            return ProtocolViolation.MalformedIndex;
        delta.SetIndex(read!); // read, so there
        _hasNews = true;
        _downloader.HandleIndexed(delta);
        _announcer.Manifest(frame);
        return ProtocolViolation.None;
    }

    /// <summary>Two signed bodies for one frame, or a chain that does not fit: only the broadcaster itself can do that.</summary>
    private bool Contradicts(Manifest manifest)
    {
        FrameWindow window = Session!.Window; // called for the current session only
        if (window[manifest.Frame] is { } same && same.Manifest.BodyHash != manifest.BodyHash) return true;
        if (window[manifest.Frame.Previous] is { } before && before.Manifest.BodyHash != manifest.PreviousHash) return true;
        return window[manifest.Frame.Next] is { } after && after.Manifest.PreviousHash != manifest.BodyHash;
    }

    private ProtocolViolation Stop(FrameNumber frame)
    {
        if (!IsStopped) _events.Enqueue(new NodeEvent.Equivocation(frame));
        IsStopped = true;
        return ProtocolViolation.None; // the peer only carried it
    }

    private void Begin(Manifest manifest, Instant now)
    {
        Session = new Session(manifest);
        _age = new PictureAge(_staleAfter, now);
        IsStopped = false;
        _neighbours.BeginSession(Session.Tag);
        _downloader.HandleSession(Session.Window, Session.Parameters);
        _store.Begin(Session);
        _announcer.HandleSession();
        foreach (PeerSession peer in _neighbours.All)
        {
            peer.Haves.Clear();
            peer.Manifests.Clear();
            peer.Indexes.Clear();
            peer.Requests.Clear();
            peer.Census.Clear();
        }

        Playback = new Playback(Session, _neighbours, _downloader, Playback?.Release);
        _events.Enqueue(new NodeEvent.SessionJoined(Session.Id, Session.Parameters));
    }

    private void NoteLife(Instant now)
    {
        _lastManifestAt = now;
        if (!_isStale) return;
        _isStale = false;
        _events.Enqueue(new NodeEvent.BroadcastResumed());
    }
}
