namespace ScreenShare.Swarm.Rates;

/// <summary>The least that was measured in the last five to ten seconds: what can be relied on.</summary>
/// <param name="recovery">In five seconds without a measurement it grows by this factor.</param>
internal sealed class LowestLately(double recovery)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private Instant _windowSince;
    private double? _now;
    private double? _before;

    /// <summary>Null before anything was measured.</summary>
    public double? Value => _now is { } now && _before is { } before ? Math.Min(now, before) : _now ?? _before;

    public void Add(double measured)
    {
        if (!(measured > _now)) _now = measured;
    }

    public void HandleTick(Instant now)
    {
        if (now - _windowSince > Window) (_before, _now, _windowSince) = (_now ?? (_before * recovery), null, now);
    }
}
