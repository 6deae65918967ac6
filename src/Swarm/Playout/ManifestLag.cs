using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// How much later than at best manifests come now. A downlink that is slower than the stream shows in nothing else: while all that
/// neighbours send queues before it, everything comes in order and one by one, only ever later. The clocks of broadcaster and viewer need
/// not agree, as in LEDBAT (RFC 6817): only how much the difference grows counts, and when the broadcaster's is set back all begins anew.
/// </summary>
internal sealed class ManifestLag
{
    /// <summary>
    /// The broadcaster's clock may be slower than this one, by as much as a time server slows it at most: seconds a second that the best is
    /// worse for that, and as much again.
    /// </summary>
    private const double Drift = 1e-3;

    private FrameNumber _newest;
    private Instant _at;
    private DateTimeOffset _capturedAt;
    private TimeSpan? _best; // between capture, by the broadcaster's clock, and arrival, by this one's

    public TimeSpan Now { get; private set; }

    /// <summary>The newest frame there is; nothing happens when it is the same as before.</summary>
    public void Measure(FrameNumber newest, DateTimeOffset capturedAt, Instant arrivedAt)
    {
        if (newest <= _newest) return;
        TimeSpan apart = TimeSpan.FromTicks(arrivedAt.Ticks - capturedAt.Ticks);
        bool isSetBack = capturedAt < _capturedAt;
        TimeSpan best = _best is { } before && !isSetBack ? before + ((arrivedAt - _at) * Drift) : apart;
        _best = best < apart ? best : apart;
        Now = apart - _best.Value; // just set
        (_newest, _at, _capturedAt) = (newest, arrivedAt, capturedAt);
    }
}
