using ScreenShare.Swarm.Playout;

namespace ScreenShare.Viewer;

/// <summary>
/// How long after its capture a picture is shown, as far as that can be told: this machine's clock minus the time that the manifest tells.
/// Where the two clocks plainly disagree, only how much later a picture comes than the soonest one did. This machine's clock is read once
/// and carried on by one that nobody sets; it is read again when what it says cannot be. Owned by the decoding task.
/// </summary>
internal sealed class DelayGauge
{
    /// <summary>Clocks that a time server keeps are apart by less, so a delay below nothing by no more is a short one.</summary>
    private static readonly TimeSpan ApartUsually = TimeSpan.FromMilliseconds(500);

    /// <summary>Not even the soonest picture came sooner: that is no delay but another time of day.</summary>
    private static readonly TimeSpan SoonestMax = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private DateTimeOffset _read; // this machine's clock, as of
    private long _readAt; // this timestamp
    private DateTimeOffset _captured;
    private TimeSpan? _soonest;

    public DelayGauge(TimeProvider time)
    {
        _time = time;
        Read();
    }

    /// <summary>Each frame once, in the order it is shown.</summary>
    public FrameDelay Measure(ReleasedFrame frame)
    {
        bool isSetBack = _captured - frame.CaptureTime > SoonestMax; // a broadcaster that tells a clock which can be set
        if (frame.StartsSession || isSetBack) _soonest = null;
        _captured = frame.CaptureTime;
        TimeSpan told = Since(frame.CaptureTime);
        TimeSpan soonest = Sooner(told);
        if (!IsPlausible(soonest) && ReadAgain(frame.CaptureTime)) soonest = told = Since(frame.CaptureTime);
        _soonest = soonest;
        bool clocksDiffer = !IsPlausible(soonest);
        TimeSpan delay = clocksDiffer || soonest < TimeSpan.Zero ? told - soonest : told;
        return new FrameDelay(delay, clocksDiffer ? soonest : null, _time.GetUtcNow() - delay);
    }

    private static bool IsPlausible(TimeSpan delay) => delay >= -ApartUsually && delay <= SoonestMax;

    private TimeSpan Sooner(TimeSpan told) => _soonest is { } soonest && soonest < told ? soonest : told;

    private TimeSpan Since(DateTimeOffset captured) => _read + _time.GetElapsedTime(_readAt) - captured;

    /// <summary>False, and nothing changed, when this machine's clock has not been put right since, nor the machine slept.</summary>
    private bool ReadAgain(DateTimeOffset captured)
    {
        DateTimeOffset now = _time.GetUtcNow();
        bool wasSet = (now - captured - Since(captured)).Duration() > ApartUsually;
        if (!wasSet || !IsPlausible(now - captured)) return false;
        Read();
        return true;
    }

    private void Read()
    {
        _read = _time.GetUtcNow();
        _readAt = _time.GetTimestamp();
    }
}
