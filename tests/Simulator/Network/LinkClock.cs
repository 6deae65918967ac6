namespace ScreenShare.Simulator.Network;

/// <summary>How long a link is busy with some bytes, without losing parts of a tick: sums are exact however small the pieces are.</summary>
internal struct LinkClock
{
    private long _remainder;

    /// <param name="bytesPerSecond">0: no limit.</param>
    public TimeSpan Take(long bytes, long bytesPerSecond)
    {
        if (bytesPerSecond == 0) return TimeSpan.Zero;
        long scaled = (bytes * TimeSpan.TicksPerSecond) + Math.Min(_remainder, bytesPerSecond - 1); // the rate may have changed since
        _remainder = scaled % bytesPerSecond;
        return new TimeSpan(scaled / bytesPerSecond);
    }
}
