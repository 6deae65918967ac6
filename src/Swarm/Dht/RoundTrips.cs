namespace ScreenShare.Swarm.Dht;

/// <summary>How long nodes take to answer, smoothed with its deviation (RFC 6298), and so when one is late.</summary>
internal sealed class RoundTrips
{
    private double _mean;
    private double _deviation;

    public TimeSpan LateAfter { get; private set; } = DhtLimits.LateAfterMax;

    public void Add(TimeSpan roundTrip)
    {
        double sample = roundTrip.TotalSeconds;
        if (_mean == 0) (_mean, _deviation) = (sample, sample / 2);
        else
        {
            _deviation += (Math.Abs(sample - _mean) - _deviation) / 4;
            _mean += (sample - _mean) / 8;
        }

        double late = _mean + (4 * _deviation);
        LateAfter = TimeSpan.FromSeconds(
            Math.Clamp(late, DhtLimits.LateAfterMin.TotalSeconds, DhtLimits.LateAfterMax.TotalSeconds));
    }
}
