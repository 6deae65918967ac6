namespace ScreenShare.Swarm.Source;

/// <summary>
/// How many frames a second the swarm as a whole can take, at the source. Where viewers' uplinks together are too small the source's own
/// may be free, and yet everybody falls behind: then it publishes fewer, and more again by and by.
/// <code>
/// free --many behind for a while--> held --few behind, and the rate has grown back--> free
/// held --still many behind--> held at half the rate
/// </code>
/// A few slow viewers never slow the others: it takes a third of those that the source is connected with, and more than a handful.
/// </summary>
internal sealed class SwarmPace
{
    /// <summary>Below it a picture is better late: one every half second.</summary>
    public const double FramesPerSecondMin = 2;

    /// <summary>No source publishes more: nothing is held any longer.</summary>
    private const double FramesPerSecondFree = 60;

    private const int BehindMin = 3;
    private const int BehindShare = 3; // one in so many

    /// <summary>Seconds in which a joiner fetches its first picture, or one frame was large, pass.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Viewers that fell behind try again after two seconds of whole frames; then it can be seen whether it was enough.</summary>
    private static readonly TimeSpan EffectTime = TimeSpan.FromSeconds(3);

    private const double Slower = 0.5;

    /// <summary>A second: up to near the rate that was too much last time, and carefully from there.</summary>
    private const double Faster = 1.1, FasterNearTooMuch = 1.03, NearTooMuch = 0.85;

    private double? _framesPerSecond;
    private double _tooMuch = FramesPerSecondFree;
    private double _interval; // seconds, a mean over the last frames
    private bool _isSlowing;
    private Instant? _published;
    private Instant? _behindSince;
    private Instant _heldSince;
    private Instant? _ticked;

    /// <summary>Null: as many as there are.</summary>
    public double? FramesPerSecond => _framesPerSecond;

    /// <summary>Not before then is another frame wanted; null: at once.</summary>
    public Instant? NextFrame =>
        _framesPerSecond is { } rate && _published is { } published ? published + TimeSpan.FromSeconds(1 / rate) : null;

    public void HandlePublish(Instant now)
    {
        double seconds = Math.Min((now - (_published ?? now)).TotalSeconds, 1 / FramesPerSecondMin);
        _interval += 0.1 * (seconds - _interval);
        _published = now;
    }

    /// <param name="viewers">That the source is connected with.</param>
    /// <param name="behind">Those of them that took every frame as it came, and had to pass frames over.</param>
    /// <param name="isUplinkHeld">Frames wait for the source's own uplink, which is remedy enough.</param>
    public void HandleTick(int viewers, int behind, bool isUplinkHeld, Instant now)
    {
        double seconds = Math.Min((now - (_ticked ?? now)).TotalSeconds, 1);
        _ticked = now;
        bool areMany = behind >= BehindMin && behind * BehindShare > viewers;
        if (!areMany || isUplinkHeld) _behindSince = null;
        else _behindSince ??= now;
        if (areMany && now - _behindSince > Patience && (_framesPerSecond is null || now - _heldSince > EffectTime)) Slow(now);
        else if (!areMany && _framesPerSecond is { } rate) Hasten(rate, seconds);
    }

    private void Slow(Instant now)
    {
        double rate = Math.Min(_framesPerSecond ?? FramesPerSecondFree, 1 / Math.Max(_interval, 1 / FramesPerSecondFree));
        if (!_isSlowing) _tooMuch = rate; // what follows at once may only be too soon after it
        _isSlowing = true;
        _framesPerSecond = Math.Max(Slower * rate, FramesPerSecondMin);
        _heldSince = now;
    }

    private void Hasten(double rate, double seconds)
    {
        _isSlowing = false;
        rate *= Math.Pow(rate < NearTooMuch * _tooMuch ? Faster : FasterNearTooMuch, seconds);
        _framesPerSecond = rate < FramesPerSecondFree ? rate : null;
    }
}
