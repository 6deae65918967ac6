namespace ScreenShare.Swarm.Rates;

/// <summary>The most that was sent in half a second, lately, idle times and all.</summary>
internal sealed class CarriedRate
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    /// <summary>What was sent earlier is forgotten.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private Instant _windowSince;
    private Instant _mostSince;
    private long _bytes;
    private double _most;
    private double _mostBefore;

    public double BytesPerSecond => Math.Max(_most, _mostBefore);

    public void Add(int bytes, Instant now)
    {
        if (now - _windowSince > Window)
        {
            double seconds = (now - _windowSince).TotalSeconds;
            if (now - _mostSince > Memory) (_mostBefore, _most, _mostSince) = (_most, 0, now);
            _most = Math.Max(_most, _bytes / seconds);
            (_bytes, _windowSince) = (0, now);
        }

        _bytes += bytes;
    }
}
