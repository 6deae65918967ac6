namespace ScreenShare.Swarm.Rates;

/// <summary>How fast chunks come in, over the last seconds.</summary>
internal sealed class ReceivedRate
{
    private const double MemorySeconds = 3;

    private long _bytes;
    private Instant? _at;

    public double BytesPerSecond { get; private set; }

    /// <param name="bytes">Since the beginning.</param>
    public void HandleTick(long bytes, Instant now)
    {
        if (_at is { } before && now > before)
        {
            double seconds = (now - before).TotalSeconds;
            double keep = Math.Exp(-seconds / MemorySeconds);
            BytesPerSecond = (BytesPerSecond * keep) + ((bytes - _bytes) / seconds * (1 - keep));
        }

        (_bytes, _at) = (bytes, now);
    }
}
