namespace ScreenShare.Swarm.Upload;

/// <summary>
/// How much may be with the transports of all connections together. Each alone is bound to one batch, but twenty batches on a slow uplink
/// are half a second in which nothing urgent gets out. The uplink's rate is measured by how fast batches are taken; what is handed on is a
/// few milliseconds' worth of it.
/// </summary>
internal sealed class Uplink
{
    /// <summary>Of one connection at a time: more only lets its later chunks pass the earlier ones of others.</summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(2);

    /// <summary>Two of the smallest batches keep an uplink of any speed busy while the next is written.</summary>
    private const int HandedBytesMin = 16 * 1024;

    private const int HandedBytesMax = 16 << 20;

    private static readonly TimeSpan LowTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(3);

    /// <summary>How long a few small messages take tells of the scheduler, not of the uplink.</summary>
    private const int MeasuredBytesMin = 8 * 1024;

    private const double MemorySeconds = 0.5;

    /// <summary>What is taken in the first so long only fills the transport's buffers; measuring takes as long again.</summary>
    private const double MeasuredSecondsMin = 0.3;

    /// <summary>No buffer is that large.</summary>
    private const double MeasuredBytesEnough = 8e6;

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
    private double _bytes;
    private double _seconds;
    private Instant _busySince;
    private int _busyBytes;
    private bool _buffersAreFull;
    private double? _low;
    private double? _lowBefore;
    private Instant _lowSince;

    /// <summary>Measured while it was busy; null before it was for long enough.</summary>
    public double? BytesPerSecond =>
        (_buffersAreFull && _seconds > MeasuredSecondsMin) || _bytes > MeasuredBytesEnough ? _bytes / _seconds : null;

    /// <summary>
    /// The least it was lately: what can be relied on. Between bursts the transport's buffers empty, and what fills them again seems to go
    /// faster than it does.
    /// </summary>
    public double? ReliableBytesPerSecond => _low is { } low && _lowBefore is { } before ? Math.Min(low, before) : _low ?? _lowBefore;

    /// <summary>Pieces put into a batch at most, beyond the first.</summary>
    public int BatchBytes => (int)Math.Clamp((BytesPerSecond ?? 0) * BatchTime.TotalSeconds, 0, SwarmLimits.SendBatchBytes);

    public bool HasRoom => _handedBytes < HandedBytesBound;

    private int HandedBytesBound => BytesPerSecond is { } rate
        ? (int)Math.Clamp(rate * Ahead.TotalSeconds, HandedBytesMin, HandedBytesMax)
        : HandedBytesMin;

    public void HandleHanded(ConnectionId connection, int bytes, Instant now)
    {
        if (bytes == 0)
            return;
        if (_handedBytes == 0)
            (_busySince, _busyBytes) = (now, 0);
        _handed[connection] = (_handed.GetValueOrDefault(connection).Bytes + bytes, now);
        _handedBytes += bytes;
    }

    public void HandleOut(ConnectionId connection, Instant now)
    {
        if (!TryRemove(connection, out (int Bytes, Instant At) handed))
            return;
        _handedBytes -= handed.Bytes;
        _busyBytes += handed.Bytes;
        if (_busyBytes < MeasuredBytesMin)
            return;
        double seconds = Math.Max((now - _busySince).TotalSeconds, 1e-6);
        double keep = Math.Exp(-seconds / MemorySeconds);
        _bytes = (_bytes * keep) + _busyBytes;
        _seconds = (_seconds * keep) + seconds;
        if (!_buffersAreFull && _seconds > MeasuredSecondsMin)
            (_buffersAreFull, _bytes, _seconds) = (true, 0, 0);
        (_busySince, _busyBytes) = (now, 0);
    }

    /// <summary>Peers that ask and do not read must not take the room of those that do.</summary>
    public void HandleTick(Instant now)
    {
        if (now - _lowSince > LowTime)
            (_lowBefore, _low, _lowSince) = (_low, null, now);
        if (BytesPerSecond is { } rate && !(rate > _low))
            _low = rate;
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
        if (BytesPerSecond is not { } rate)
            return PeerIsStuckAfter;
        TimeSpan usual = TimeSpan.FromSeconds(StuckFactor * _handedBytes / rate);
        return usual < StuckMin ? StuckMin : usual < PeerIsStuckAfter ? usual : PeerIsStuckAfter;
    }

    private bool TryRemove(ConnectionId connection, out (int Bytes, Instant At) handed) =>
        _handed.Remove(connection, out handed);
}
