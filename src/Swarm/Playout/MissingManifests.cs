using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// Asks for manifests that were not pushed: a joiner's since its key frame, those lost with a neighbour, that of a key frame others
/// have and this node has not heard of. One request at a time, then another neighbour.
/// </summary>
internal sealed class MissingManifests
{
    private readonly Neighbours _neighbours;
    private readonly Random _random;
    private Instant _askedAt = new(long.MinValue / 2);
    private Instant? _missingSince;
    private FrameNumber _aheadOf;
    private Instant? _aheadSince;

    public MissingManifests(Neighbours neighbours, Random random)
    {
        _neighbours = neighbours;
        _random = random;
    }

    /// <summary>Nobody could supply them for too long.</summary>
    public bool IsHopeless(Instant now) => _missingSince is { } since && now - since > SwarmLimits.ManifestGapMax;

    public void Ask(Session session, Playback playback, Instant now)
    {
        if (!TryFindGap(session, playback, out FrameNumber first, out FrameNumber last))
        {
            _missingSince = null;
            AskAhead(session, now);
            return;
        }

        _aheadSince = null;
        bool isNew = _missingSince is null;
        _missingSince ??= now;
        // What is new may be on its way already; a joiner's gap is not.
        bool isDue = now - _askedAt > SwarmLimits.ManifestRetry && (!isNew || last.Value - first.Value > 1);
        if (!isDue || Draw(last) is not { } peer) return;
        _askedAt = now;
        peer.Writer.ManifestRequest(peer.Outbox, new ManifestRequest(session.Tag, TrackId.Full, first, last));
    }

    /// <summary>
    /// A neighbour has something of a frame this node has no manifest of. It is on its way, or was lost with the neighbour that would
    /// have sent it.
    /// </summary>
    private void AskAhead(Session session, Instant now)
    {
        FrameNumber newest = session.Window.Newest;
        bool isAhead = _neighbours.NewestHeard > newest;
        if (!isAhead || _aheadOf != newest)
        {
            _aheadOf = newest;
            _aheadSince = isAhead ? now : null;
            return;
        }

        _aheadSince ??= now;
        if (now - _aheadSince <= SwarmLimits.ManifestPatience || now - _askedAt <= SwarmLimits.ManifestRetry) return;
        if (Draw(newest.Next) is not { } ahead)
        {
            _neighbours.ForgetHeardAfter(newest); // whoever told is gone
            return;
        }

        _askedAt = now;
        uint count = Math.Min(ahead.Haves.Newest.Value - newest.Value, ManifestRequest.FramesMax);
        var last = new FrameNumber(newest.Value + count);
        ahead.Writer.ManifestRequest(ahead.Outbox, new ManifestRequest(session.Tag, TrackId.Full, newest.Next, last));
    }

    private bool TryFindGap(Session session, Playback playback, out FrameNumber first, out FrameNumber last)
    {
        first = last = FrameNumber.None;
        FrameNumber planned = playback.PlannedTo;
        if (planned.IsNone)
        {
            first = last = UnknownKeyFrame(session);
            return !first.IsNone;
        }

        FrameWindow window = session.Window;
        if (window.Newest <= planned) return false;
        first = planned.Next < window.Oldest ? window.Oldest : planned.Next;
        while (first < window.Newest && window[first] is not null)
            first = first.Next;
        if (first >= window.Newest) return false;
        last = first;
        while (window[last.Next] is null && last.Value - first.Value < ManifestRequest.FramesMax - 1)
            last = last.Next; // ends: the newest is there
        return true;
    }

    /// <summary>Any of those that peers say they have: were it the newest, one liar could have the others never asked for.</summary>
    private FrameNumber UnknownKeyFrame(Session session)
    {
        uint drawn = 0;
        int seen = 0;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive) continue;
            foreach (uint keyFrame in peer.Haves.KeyFrames)
            {
                if (session.KeyFrames.Find(new FrameNumber(keyFrame)) is not null) return FrameNumber.None; // a known one is within reach
                // A peer tells of a frame before it tells that it can serve it: what lies ahead of the newest is a lie.
                if (keyFrame <= session.Window.Newest.Value && _random.Next(++seen) == 0) drawn = keyFrame;
            }
        }

        return new FrameNumber(drawn);
    }

    private PeerSession? Draw(FrameNumber frame)
    {
        PeerSession? drawn = null;
        int seen = 0;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer.IsLive && peer.Haves.Newest >= frame && _random.Next(++seen) == 0) drawn = peer;
        }

        return drawn;
    }
}
