using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// Decides what to fetch and when a picture is whole. A joiner pins one virtual key frame, fetches it, and follows the deltas; a node that
/// keeps up has each new frame as a target; one that is behind fixes a target and takes the newest frame for the next one only when that
/// is complete, so that it shows fewer whole pictures and never a torn one.
/// <code>
/// no picture --pin--> key frame target --complete--> following --gap, or stuck--> key frame target
/// </code>
/// </summary>
internal sealed class Playback
{
    /// <summary>So many frames that arrived together are still shown one by one.</summary>
    private const uint BurstFramesMax = 8;

    /// <summary>When nothing of what is shown next has come for so long, a newer key frame may be easier to get.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(2);

    /// <summary>Manifests that come so much later than they did, or chunks, say that a downlink is full, here or on the way.</summary>
    private static readonly TimeSpan LateMax = TimeSpan.FromSeconds(1);

    /// <summary>Most joiners have their first picture sooner.</summary>
    private static readonly TimeSpan ChoosesAfter = TimeSpan.FromMilliseconds(1000);

    private readonly Neighbours _neighbours;
    private readonly Downloader _downloader;
    private readonly TargetQueue _targets;
    private readonly TargetWindow _window = new();
    private readonly KeepingUp _keepingUp = new();
    private readonly ManifestLag _lag = new();
    private readonly PinnedKeyFrame _pinned;
    private Target? _countedLate;
    private Instant _progressAt; // of what is shown next
    private Instant? _behindSince;

    /// <param name="counted">The release of the session before, whose counts go on.</param>
    public Playback(Session session, Neighbours neighbours, Downloader downloader, PendingRelease? counted)
    {
        Session = session;
        Release = new PendingRelease(counted);
        _neighbours = neighbours;
        _downloader = downloader;
        _targets = new TargetQueue(downloader);
        _pinned = new PinnedKeyFrame(session, neighbours);
    }

    public Session Session { get; }

    /// <summary>Set when signed content breaks its own rules: nothing is shown any more.</summary>
    public bool IsBroken { get; private set; }

    public PendingRelease Release { get; }

    /// <summary>Where the frames already spoken for end: what is needed next comes after it.</summary>
    public FrameNumber PlannedTo => !_targets.IsEmpty ? _targets.Newest.Frame : _pinned.Entry?.Frame ?? Session.Base;

    /// <summary>
    /// Frames below this are needed by nobody here. A joiner may need any: its neighbours may have older key frames than it has heard of.
    /// </summary>
    public FrameNumber Floor
    {
        get
        {
            if (Session.Base.IsNone) return FrameNumber.First;
            FrameNumber mine = (!_targets.IsEmpty ? _targets.Oldest.After : Session.Base).Next;
            FrameNumber others = Session.KeyFrames.Floor;
            return others < mine ? others : mine;
        }
    }

    /// <summary>The given frame, or an earlier one if a target still lacks chunks of it.</summary>
    public FrameNumber NeedsFrom(FrameNumber oldest)
    {
        FrameNumber head = !_targets.IsEmpty ? _targets.Oldest.After.Next : oldest;
        return head < oldest ? head : oldest;
    }

    /// <summary>
    /// Here since about the first frame, which is whole by itself: no key frame is needed. A joiner may hear of that frame long after it
    /// was new, when nobody has its chunks any more.
    /// </summary>
    private bool IsAtTheBeginning =>
        Session.Window[FrameNumber.First] is not null && (!_targets.IsEmpty || Session.Window.Newest.Value <= BurstFramesMax);

    /// <summary>
    /// Every frame is wanted as it comes; false while a first picture is fetched, and for a viewer that passes frames over.
    /// </summary>
    public bool Follows => _pinned.Entry is null && (!Session.Base.IsNone || IsAtTheBeginning) && _keepingUp.Follows;

    /// <summary>It joined later than the first frame, and has had no first picture yet.</summary>
    public bool LacksPicture => Session.Base.IsNone && !Session.Window.Newest.IsNone && !IsAtTheBeginning;

    /// <summary>It does not follow, and has not for so long that it is no joiner on a fast link.</summary>
    public bool Chooses { get; private set; }

    /// <summary>How much later than at best manifests come.</summary>
    public TimeSpan Lag => _lag.Now;

    private bool HasRoom => StreamRate.LeavesRoom(_downloader.DownlinkBytesPerSecond, Session.Window);

    /// <summary>Takes the next steps that what has arrived allows.</summary>
    public void Advance(Instant now)
    {
        while (!IsBroken)
        {
            if (!_targets.IsEmpty && _targets.Oldest.IsComplete)
            {
                Complete(_targets.Oldest, now);
                continue;
            }

            if (_pinned.Entry is not null || (Session.Base.IsNone && !IsAtTheBeginning)) FollowKeyFrame(now);
            else FollowDeltas(now);
            if (_targets.IsEmpty || !_targets.Oldest.IsComplete)
                return; // a heartbeat has no chunks to wait for, and another may be right behind it
        }
    }

    /// <summary>Notices lateness without waiting for an arrival.</summary>
    public void HandleTick(Instant now)
    {
        CheckLate(now);
        if (!_keepingUp.Follows) _keepingUp.HandleTick(HasRoom, now);
        _behindSince = Follows ? null : _behindSince ?? now;
        Chooses = now - _behindSince > ChoosesAfter;
        if (_pinned.Entry is not null)
        {
            if (_pinned.IsStuck(_progressAt, now) || _pinned.IsToBeHadSooner(now)) JumpToKeyFrame(now);
            return;
        }

        if (_targets.IsEmpty)
        {
            // Nobody has the next frame's index: the first manifest, perhaps, told to a joiner long after it was new.
            if (Session.Window[PlannedTo.Next] is { IsIndexed: false } next && now - next.ArrivedAt > StuckAfter) JumpToKeyFrame(now);
            return;
        }

        Target head = _targets.Oldest;
        TimeSpan age = now - head.ChosenAt;
        if (age > TargetWindow.LateAfter && _countedLate != head)
        {
            _countedLate = head;
            _window.HandleLate();
            _targets.Shorten(1); // behind: this one is finished, and the next will be the newest there is
        }

        bool isStuck = now - Instant.Max(_progressAt, head.ChosenAt) > StuckAfter;
        if (isStuck || (age > TargetWindow.LateAfter && head.IsOutOfReach(Session, _neighbours))) JumpToKeyFrame(now);
    }

    /// <summary>Something has arrived. What is for later frames takes the next picture no further, however much of it comes.</summary>
    public void HandleArrived(ChunkSet set, Instant now)
    {
        bool isForNext = _pinned.Entry is not null
            ? set.Kind == ChunkKind.KeyFrame && set.Frame == _pinned.Entry.Frame
            : !_targets.IsEmpty && set.Frame <= _targets.Oldest.Frame;
        if (isForNext) _progressAt = now;
    }

    /// <summary>Goes on by way of a newer key frame. False when no neighbour has one.</summary>
    public bool JumpToKeyFrame(Instant now)
    {
        if (AvailableKeyFrames.Newest(Session.KeyFrames, _neighbours) is not { } entry) return false;
        if (entry.Frame <= Session.Base || entry == _pinned.Entry) return false;
        Pin(entry, now);
        return true;
    }

    public void CheckInvariants() => _targets.CheckInvariants();

    private void FollowKeyFrame(Instant now)
    {
        _pinned.Entry?.UsedAt = now; // kept while we fetch it
        if (!_targets.IsEmpty && _pinned.IsAvailable) return;
        if (_pinned.Entry is not { Set.IsComplete: true } && !_pinned.IsAvailable)
            Pin(AvailableKeyFrames.Newest(Session.KeyFrames, _neighbours), now);
        if (_pinned.Entry is not { Set: var set } || !_targets.IsEmpty) return;
        if (set.Index is null)
        {
            _downloader.WantIndex(set, now + SwarmLimits.KeyFrameDeadline, now);
            return;
        }

        Session.KeyFrames.Reuse(set);
        _targets.Add(Target.ByKeyFrame(set, Session.Base, Session.Slots, now), now + SwarmLimits.KeyFrameDeadline, now);
    }

    private void FollowDeltas(Instant now)
    {
        FrameNumber planned = PlannedTo;
        FrameNumber frontier = planned;
        while (Session.Window[frontier.Next] is { IsIndexed: true })
            frontier = frontier.Next;
        if (Session.Window[frontier.Next] is { IsIndexed: false, Delta: { } unknown })
        {
            // It rode along garbled, or was not wanted when its manifest came.
            _downloader.WantIndex(unknown, now + SwarmLimits.DeltaDeadline, now);
        }

        uint waiting = frontier.Value - planned.Value;
        if (waiting == 0) return;
        bool oneByOne = waiting <= BurstFramesMax && _targets.Count + waiting <= _window.Targets;
        if (!oneByOne && _targets.Count >= _window.Targets) return;
        if (!oneByOne && _targets.IsEmpty && IsDearerThanAKeyFrame(frontier, now) && JumpToKeyFrame(now)) return;
        if (oneByOne) _keepingUp.HandleFollowed(now);
        else if (FallsBehind(now)) return;
        while (planned < frontier)
        {
            FrameNumber next = oneByOne ? planned.Next : frontier;
            var target = Target.ByDeltas(Session.Window, planned, next, Session.Parameters.SlotCount, now);
            _targets.Add(target, now + SwarmLimits.DeltaDeadline, now);
            planned = next;
        }
    }

    /// <summary>Frames are passed over. True when that ends following with a target still under way: the next one must wait.</summary>
    private bool FallsBehind(Instant now)
    {
        bool followed = _keepingUp.Follows;
        _keepingUp.HandlePassedOver(HasRoom, now);
        if (!followed || _keepingUp.Follows) return false;
        _window.HandleBehind();
        _targets.Shorten(1);
        return !_targets.IsEmpty;
    }

    /// <summary>Frames come one by one, and later and later; or the next one has not come for long, and others wait behind it.</summary>
    private void CheckLate(Instant now)
    {
        if (Session.Window.NewestFrame is not { } newest) return;
        _lag.Measure(newest.Frame, newest.Manifest.CaptureTime, newest.ArrivedAt);
        bool isHeldUp = !_targets.IsEmpty && now - _targets.Oldest.ChosenAt > LateMax && newest.Frame > PlannedTo;
        if (isHeldUp || _lag.Now > LateMax) FallsBehind(now);
    }

    /// <summary>
    /// Deltas are fetched by the chunk, and many hold something that was not overwritten; over many frames they can add up to more than
    /// the whole state.
    /// </summary>
    private bool IsDearerThanAKeyFrame(FrameNumber frontier, Instant now) =>
        Target.ByDeltas(Session.Window, Session.Base, frontier, Session.Parameters.SlotCount, now).LackingBytes > Session.Slots.Bytes;

    private void Complete(Target target, Instant now)
    {
        foreach ((ChunkSet set, int chunk) in target.Chunks)
        {
            if (!Session.Slots.TryApply(set, chunk))
            {
                IsBroken = true;
                return;
            }
        }

        _targets.RemoveOldest();
        bool wasKeyFrame = _pinned.Entry?.Frame == target.Frame;
        if (wasKeyFrame) _pinned.Complete();
        Session.Base = target.Frame;
        if (Session.KeyFrames.Find(target.Frame) is { } entry) entry.Reach(Session.Slots.Snapshot());
        Release.Add(Session, target);
        target.LetGo();
        if (wasKeyFrame)
        {
            if (Chooses && StreamRate.IsAbove(target, Session.Window, now))
            {
                _keepingUp.HandleSlowStart(now);
                _window.HandleBehind();
            }

            return;
        }

        TimeSpan age = now - target.ChosenAt;
        if (age > TargetWindow.LateAfter && _countedLate != target)
        {
            _window.HandleLate();
            _targets.Shorten(_window.Targets);
        }
        else if (age < TargetWindow.LateAfter / 2)
        {
            _window.HandleOnTime();
        }
    }

    private void Pin(KeyFrameEntry? entry, Instant now)
    {
        _targets.Shorten(0);
        if (_pinned.Entry is { } before && before != entry) _downloader.Unwant(before.Set);
        _pinned.Pin(entry, now);
    }
}
