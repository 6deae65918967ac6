using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// How much may be asked for over all connections together. Each pipeline is as deep as its own link wants, but a dozen of them on a slow
/// downlink queue a second's worth, in which nothing urgent gets in. Bound: what arrived lately × a time; it grows as long as answers come
/// sooner than that.
/// </summary>
internal sealed class Downlink
{
    private const int AskedBytesMin = 6 * StreamParameters.ChunkCapacityUsual;

    private const int AskedBytesMax = 32 << 20;

    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(150);

    private const double MemorySeconds = 0.5;
    private const double TimeForMaxSeconds = 3;

    private double _bytes;
    private double _seconds;
    private Instant _lastArrival;

    /// <summary>Lately, while anything was on its way that had been asked for; 0 before it was measured.</summary>
    public double BytesPerSecond => _seconds > 0 ? _bytes / _seconds : 0;

    /// <param name="asked">Bytes asked for and not arrived, over all connections.</param>
    /// <param name="slowestRoundTrip">Of those in use: a far peer's answers take at least that long.</param>
    public bool HasRoomFor(int bytes, int asked, TimeSpan slowestRoundTrip) =>
        asked + bytes <= Bound(slowestRoundTrip);

    public void HandleArrival(int bytes, Instant askedAt, Instant now)
    {
        double seconds = Math.Max((now - Instant.Max(_lastArrival, askedAt)).TotalSeconds, 1e-6);
        double keep = Math.Exp(-seconds / MemorySeconds);
        _bytes = (_bytes * keep) + bytes;
        _seconds = (_seconds * keep) + seconds;
        _lastArrival = now;
    }

    /// <summary>How long what is asked for takes to come in; nothing before it was measured.</summary>
    public TimeSpan TimeFor(int asked) =>
        _seconds > 0 ? TimeSpan.FromSeconds(Math.Min(asked * _seconds / _bytes, TimeForMaxSeconds)) : default;

    private int Bound(TimeSpan slowestRoundTrip) => _seconds > 0
        ? (int)Math.Clamp(BytesPerSecond * (Ahead + (1.5 * slowestRoundTrip)).TotalSeconds, AskedBytesMin, AskedBytesMax)
        : AskedBytesMin;
}
