namespace ScreenShare.Swarm.Rates;

/// <summary>Bytes over seconds, of which the older count for less.</summary>
/// <param name="memorySeconds">After so long they count for a third.</param>
internal sealed class DecayingRate(double memorySeconds)
{
    public double Bytes { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>Not before anything was added.</summary>
    public double BytesPerSecond => Bytes / Seconds;

    public void Add(double bytes, double seconds)
    {
        double keep = Math.Exp(-seconds / memorySeconds);
        Bytes = (Bytes * keep) + bytes;
        Seconds = (Seconds * keep) + seconds;
    }

    public void Clear() => (Bytes, Seconds) = (0, 0);
}
