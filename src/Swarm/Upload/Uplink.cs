namespace ScreenShare.Swarm.Upload;

/// <summary>
/// How much may be with the transports of all connections together. Each alone is bound to one batch, but twenty batches on a slow uplink are half a second
/// in which nothing urgent gets out. The uplink's rate is measured by how fast batches are taken; what is handed on is a few milliseconds' worth of it.
/// </summary>
internal sealed class Uplink
{
    /// <summary>Two batches keep an uplink of any speed busy while the next is written.</summary>
    private const int HandedBytesMin = 2 * SwarmLimits.SendBatchBytes;

    private const int HandedBytesMax = 16 << 20;

    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(25);

    private const double MemorySeconds = 0.5;

    private readonly Dictionary<ConnectionId, int> _handed = [];
    private int _handedBytes;
    private double _bytes;
    private double _seconds;
    private Instant _busySince;

    /// <summary>Measured while it was busy; null before it was.</summary>
    public double? BytesPerSecond => _seconds > 0 ? _bytes / _seconds : null;

    public bool HasRoom => _handedBytes < HandedBytesBound;

    private int HandedBytesBound => BytesPerSecond is { } rate
        ? (int)Math.Clamp(rate * Ahead.TotalSeconds, HandedBytesMin, HandedBytesMax)
        : HandedBytesMin;

    public void HandleHanded(ConnectionId connection, int bytes, Instant now)
    {
        if (bytes == 0)
            return;
        if (_handedBytes == 0)
            _busySince = now;
        _handed[connection] = _handed.GetValueOrDefault(connection) + bytes;
        _handedBytes += bytes;
    }

    public void HandleOut(ConnectionId connection, Instant now)
    {
        if (!_handed.Remove(connection, out int bytes))
            return;
        _handedBytes -= bytes;
        double seconds = Math.Max((now - _busySince).TotalSeconds, 1e-6);
        double keep = Math.Exp(-seconds / MemorySeconds);
        _bytes = (_bytes * keep) + bytes;
        _seconds = (_seconds * keep) + seconds;
        _busySince = now;
    }
}
