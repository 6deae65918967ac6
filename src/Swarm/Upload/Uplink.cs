namespace ScreenShare.Swarm.Upload;

/// <summary>
/// How much may be with the transports of all connections together. Each alone is bound to one batch, but twenty batches on a slow uplink
/// are half a second in which nothing urgent gets out. What is handed on is a few milliseconds' worth of what the uplink is measured at.
/// </summary>
internal sealed class Uplink
{
    /// <summary>Of one connection at a time: more only lets its later chunks pass the earlier ones of others.</summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// One chunk of the usual size at a time, or some small ones: what two connections have been handed shares the uplink, and the first
    /// comes as late as the second. What transports have taken keeps the uplink busy while the next is written.
    /// </summary>
    private const int HandedBytesMin = 8 * 1024;

    private const int HandedBytesMax = 16 << 20;

    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// A batch that is not taken by then waits for a peer that does not read; it says nothing of the uplink. At 1 Mbit/s a batch takes
    /// half of this.
    /// </summary>
    private static readonly TimeSpan PeerIsStuckAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>The same where it is known how long a batch takes: so many times as long, and no less than a hiccup.</summary>
    private const double StuckFactor = 4;

    private static readonly TimeSpan StuckMin = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<ConnectionId, (int Bytes, Instant At)> _handed = []; // in no order that matters
    private readonly List<ConnectionId> _stuck = [];
    private int _handedBytes;

    public UplinkMeter Measured { get; } = new();

    /// <summary>Pieces put into a batch at most, beyond the first.</summary>
    public int BatchBytes => (int)Math.Clamp((Measured.BytesPerSecond ?? 0) * BatchTime.TotalSeconds, 0, SwarmLimits.SendBatchBytes);

    public bool HasRoom => _handedBytes < HandedBytesBound;

    private int HandedBytesBound => Measured.BytesPerSecond is { } rate
        ? (int)Math.Clamp(rate * Ahead.TotalSeconds, HandedBytesMin, HandedBytesMax)
        : HandedBytesMin;

    public void HandleHanded(ConnectionId connection, int bytes, Instant now)
    {
        if (bytes == 0)
            return;
        if (_handedBytes == 0)
            Measured.HandleBusy(now);
        _handed[connection] = (_handed.GetValueOrDefault(connection).Bytes + bytes, now);
        _handedBytes += bytes;
    }

    public void HandleOut(ConnectionId connection, Instant now)
    {
        if (!TryRemove(connection, out (int Bytes, Instant At) handed))
            return;
        _handedBytes -= handed.Bytes;
        Measured.HandleTaken(handed.Bytes, now);
    }

    /// <summary>Peers that ask and do not read must not take the room of those that do.</summary>
    public void HandleTick(Instant now)
    {
        Measured.HandleTick(now);
        _stuck.Clear();
        foreach ((ConnectionId connection, (int Bytes, Instant At) handed) in _handed)
        {
            if (now - handed.At > StuckAfter())
                _stuck.Add(connection);
        }

        foreach (ConnectionId connection in _stuck)
        {
            TryRemove(connection, out (int Bytes, Instant At) handed);
            _handedBytes -= handed.Bytes;
        }
    }

    private TimeSpan StuckAfter()
    {
        if (Measured.BytesPerSecond is not { } rate)
            return PeerIsStuckAfter;
        TimeSpan usual = TimeSpan.FromSeconds(StuckFactor * _handedBytes / rate);
        return usual < StuckMin ? StuckMin : usual < PeerIsStuckAfter ? usual : PeerIsStuckAfter;
    }

    private bool TryRemove(ConnectionId connection, out (int Bytes, Instant At) handed) =>
        _handed.Remove(connection, out handed);
}
