using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// What has been completed and not yet taken by the decoder. One that is slow finds the completed targets merged into one release; the
/// bound is one record a slot.
/// </summary>
internal sealed class PendingRelease
{
    private Session? _session;
    private FrameNumber _released;
    private FrameNumber _pending;
    private Target? _last;
    private bool _hasStarted;
    private bool _isFollowing;
    private bool _endIsPending;
    private int _skipped;

    public PendingRelease(PendingRelease? counted)
    {
        FramesReleased = counted?.FramesReleased ?? 0;
        FramesSkipped = counted?.FramesSkipped ?? 0;
    }

    public long FramesReleased { get; private set; }

    public long FramesSkipped { get; private set; }

    public FrameNumber LastReleased => _released;

    public void Add(Session session, Target target)
    {
        bool isFirst = _last is null;
        _session = session;
        FrameNumber picture = session.Slots.NewestOrigin;
        _endIsPending |= session.Window[target.Frame]?.Manifest.Kind == ManifestKind.End;
        if (picture > Latest)
        {
            if (_isFollowing) _skipped += PicturesBetween(session, Latest, picture);
            if (!_pending.IsNone) _skipped++;
            _pending = picture;
        }

        // What passed while the first picture was on its way was never going to be shown.
        _isFollowing |= !isFirst;

        _last = target;
    }

    public bool TryTake(out ReleasedFrame? frame)
    {
        frame = null;
        if (_session is null || _last is null || (_pending.IsNone && !_endIsPending)) return false;
        FrameNumber picture = Latest;
        frame = new ReleasedFrame
        {
            Session = _session.Id,
            Frame = picture,
            Kind = _endIsPending ? ManifestKind.End : ManifestKind.Delta,
            CaptureTime = ManifestOf(picture, _session.Window, _last)?.CaptureTime ?? DateTimeOffset.UnixEpoch,
            Parameters = _session.Parameters,
            StartsSession = !_hasStarted,
            SkippedFrames = _skipped,
            Records = _session.Slots.TakeChanged(),
        };
        if (!_pending.IsNone) FramesReleased++;
        FramesSkipped += _skipped;
        _released = picture;
        _hasStarted = true;
        _pending = FrameNumber.None;
        _endIsPending = false;
        _skipped = 0;
        return true;
    }

    /// <summary>
    /// The manifest whose time is the picture's. A joiner's first picture may have been captured long ago and nothing have changed since:
    /// it is as new as the newest frame, if that says so.
    /// </summary>
    private Manifest? ManifestOf(FrameNumber picture, FrameWindow window, Target last)
    {
        WindowFrame? newest = window.NewestFrame;
        bool isUnchanged = newest is { Manifest.Kind: not ManifestKind.Delta } && newest.Manifest.KeyFrame <= last.Frame;
        if (!_hasStarted && isUnchanged) return newest?.Manifest;
        return (window[picture] ?? window[last.Frame] ?? newest)?.Manifest;
    }

    private FrameNumber Latest => _pending.IsNone ? _released : _pending;

    private static int PicturesBetween(Session session, FrameNumber after, FrameNumber before)
    {
        // A frame whose manifest is gone was passed over too long ago to know what it was; it counts as a picture. There may be billions of
        // those, if the broadcaster numbers its frames so: the rest are taken off, instead of counting up.
        long pictures = (long)before.Value - after.Value - 1;
        FrameNumber first = session.Window.Oldest > after.Next ? session.Window.Oldest : after.Next;
        for (FrameNumber f = first; f < before; f = f.Next)
        {
            if (session.Window[f] is { Manifest.Kind: not ManifestKind.Delta }) pictures--;
        }

        return (int)Math.Clamp(pictures, 0, int.MaxValue / 2);
    }
}
