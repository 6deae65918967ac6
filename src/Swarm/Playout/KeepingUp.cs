namespace ScreenShare.Swarm.Playout;

/// <summary>
/// Whether a viewer takes every frame as it comes. One that has to pass frames over again and again asks only for what it will show, and
/// tries to follow again after a while that doubles with each failure: what neighbours send unasked would fill its downlink. Once is no
/// reason: when a neighbour is lost many pass something over, and if all then gave up what they promise each other, nothing would flow.
/// So whoever has a downlink that could take the stream is more patient, since it is others who are to blame and may be replaced by then;
/// and need not show every frame before it follows again, which it hardly can while all choose.
/// <code>
/// follows --frames passed over, and again, for a while--> chooses --every frame shown for the time of a trial--> follows
///                                                                 --the time has passed, and there is room-----> follows
/// </code>
/// </summary>
internal sealed class KeepingUp
{
    private static readonly TimeSpan TrialMin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TrialMax = TimeSpan.FromSeconds(60);

    /// <summary>So long something is passed over again and again before it is a habit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>The same where the downlink could take the stream: a third of free riders are found out sooner.</summary>
    private static readonly TimeSpan PatienceWithRoom = TimeSpan.FromSeconds(4);

    /// <summary>Nothing passed over for so long: what was is forgotten.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(1);

    /// <summary>Frames shown one by one before a gap says anything: a joiner's first ones come together.</summary>
    private const int FollowedMin = 8;

    private TimeSpan _trial = TrialMin;
    private Instant _since; // following, or trying to
    private Instant _failedAt;
    private Instant? _troubledSince;
    private Instant _passedOverAt;
    private bool _hadFollowedLong;
    private bool _isTried;
    private int _followed;

    public bool Follows { get; private set; } = true;

    /// <summary>Frames were passed over to come to a newer one.</summary>
    /// <param name="hasRoom">The downlink has lately been faster than the stream.</param>
    public void HandlePassedOver(bool hasRoom, Instant now)
    {
        if (_troubledSince is null || now - _passedOverAt > Recovery) (_troubledSince, _hadFollowedLong) = (now, now - _since > TrialMax);
        _isTried = false;
        _passedOverAt = now;
        if (!Follows || _followed < FollowedMin || now - _troubledSince < (hasRoom ? PatienceWithRoom : Patience)) return;
        _trial = _hadFollowedLong ? TrialMin : _trial * 2 < TrialMax ? _trial * 2 : TrialMax;
        Fail(now);
    }

    /// <summary>The first picture came more slowly than what follows it would have to.</summary>
    public void HandleSlowStart(Instant now) => Fail(now);

    /// <summary>Looks whether to follow again although frames are passed over.</summary>
    /// <param name="hasRoom">As above.</param>
    public void HandleTick(bool hasRoom, Instant now)
    {
        if (!Follows && hasRoom && now - _failedAt > _trial) Follow(now);
    }

    /// <summary>A frame is shown for itself.</summary>
    public void HandleFollowed(Instant now)
    {
        _followed = Math.Min(_followed + 1, FollowedMin);
        if (!_isTried) (_isTried, _since) = (true, now);
        if (!Follows && now - _since > _trial) Follow(now);
    }

    private void Follow(Instant now)
    {
        (Follows, _since) = (true, now);
        _troubledSince = null;
    }

    private void Fail(Instant now)
    {
        Follows = _isTried = false;
        _followed = 0;
        _failedAt = now;
    }
}
