using ScreenShare.Swarm.Peers;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// How much may be with the transports of all connections together. Each alone is bound to one batch, but twenty batches on a slow uplink
/// are half a second in which nothing urgent gets out. What is handed on is a few milliseconds' worth of what the uplink is measured at.
/// <para>
/// A peer that reads slowly is no slow uplink: its batch is granted a time, after which others go on. When it takes batches much more
/// slowly than others, what it is handed takes nobody's room any more and says nothing of the uplink.
/// </para>
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
    /// A grant before the uplink was measured: a chunk at 1 Mbit/s. It may be slower than that, so it is the grant of one peer only that
    /// ends, until that has taken its batch: when it is the peer's fault, others are served one after the other meanwhile.
    /// </summary>
    private static readonly TimeSpan GrantBeforeMeasured = TimeSpan.FromMilliseconds(150);

    /// <summary>Then it is so many times as long as all that is handed on should take, and no less than a hiccup.</summary>
    private const double GrantFactor = 4;

    private static readonly TimeSpan GrantMin = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan GrantMax = TimeSpan.FromMilliseconds(500);

    /// <summary>Connections that share a slow uplink differ by less.</summary>
    private const double MuchSlower = 4;

    /// <summary>One that was much slower is not any more when it is no slower than that.</summary>
    private const double Slower = 2;

    /// <summary>Smaller batches vanish in buffers, whatever lies behind.</summary>
    private const int ComparedBytesMin = 4 * 1024;

    /// <summary>Others must have taken so much to be compared with.</summary>
    private const double OthersBytesMin = 64 * 1024;

    private readonly Dictionary<ConnectionId, HandedBatch> _handed = []; // in no order that matters
    private readonly List<HandedBatch> _underWay = [];
    private int _handedBytes; // of batches that have a grant
    private long _taken;

    public UplinkMeter Measured { get; } = new();

    /// <summary>Pieces put into a batch at most, beyond the first.</summary>
    public int BatchBytes => (int)Math.Clamp((Measured.BytesPerSecond ?? 0) * BatchTime.TotalSeconds, 0, SwarmLimits.SendBatchBytes);

    private int HandedBytesBound => Measured.BytesPerSecond is { } rate
        ? (int)Math.Clamp(rate * Ahead.TotalSeconds, HandedBytesMin, HandedBytesMax)
        : HandedBytesMin;

    public bool HasRoom(Instant now)
    {
        if (_handedBytes >= HandedBytesBound) EndGrants(now);
        return _handedBytes < HandedBytesBound;
    }

    /// <summary>When there is room although nothing has been taken; null: there is, or never will be.</summary>
    public Instant? NextRoom(Instant now)
    {
        if (HasRoom(now)) return null;
        Instant? next = null;
        foreach (HandedBatch batch in _underWay)
            next = batch.HasGrant ? Instant.Earlier(next, GrantEnds(batch)) : next;
        return next;
    }

    /// <summary>Others were faster: it is not the uplink.</summary>
    public bool IsPeerSlow(ConnectionId connection) => _handed.TryGetValue(connection, out HandedBatch? batch) && batch.IsPeerSlow;

    public void HandleHanded(ConnectionId connection, int bytes, Instant now)
    {
        if (bytes == 0) return;
        if (!_handed.TryGetValue(connection, out HandedBatch? batch)) _handed[connection] = batch = new HandedBatch();
        if (batch.Bytes == 0)
        {
            (batch.HasGrant, batch.At, batch.TakenBefore) = (!batch.IsPeerSlow, now, _taken);
            _underWay.Add(batch);
        }

        batch.Bytes += bytes;
        if (batch.HasGrant)
        {
            if (_handedBytes == 0) Measured.HandleBusy(now);
            _handedBytes += bytes;
        }

        batch.GrantEnds = now + GrantFor(_handedBytes + (batch.HasGrant ? 0 : bytes));
    }

    /// <summary>The transport has taken what the connection was handed.</summary>
    public void HandleTaken(ConnectionId connection, Instant now)
    {
        if (!_handed.TryGetValue(connection, out HandedBatch? batch) || batch.Bytes == 0) return;
        int bytes = batch.Bytes;
        batch.Bytes = 0;
        _underWay.Remove(batch);
        _taken += bytes;
        bool tells = bytes >= ComparedBytesMin;
        if (tells) batch.HandleTaken(bytes, now);
        if (batch.IsPeerSlow) batch.IsPeerSlow = IsSlower(batch, Slower, Instant.Zero);
        else if (tells && now >= batch.GrantEnds) batch.IsPeerSlow = IsSlower(batch, MuchSlower, batch.At);

        if (batch.HasGrant)
        {
            _handedBytes -= bytes;
            Measured.HandleTaken(bytes, now);
        }
        else if (tells && !batch.IsPeerSlow) Measured.HandleLate(bytes, _taken - batch.TakenBefore, now - batch.At, now);
        else
            Measured.HandleCarried(bytes, now);
    }

    /// <summary>The connection is gone with what it was handed.</summary>
    public void HandleGone(ConnectionId connection)
    {
        if (_handed.Remove(connection, out HandedBatch? batch) && _underWay.Remove(batch) && batch.HasGrant) _handedBytes -= batch.Bytes;
    }

    public void HandleTick(Instant now)
    {
        EndGrants(now);
        Measured.HandleTick(now);
    }

    public void CheckInvariants(Neighbours neighbours)
    {
        int underWay = 0, granted = 0;
        foreach ((ConnectionId connection, HandedBatch batch) in _handed)
        {
            Invariant.Holds(neighbours.Find(connection) is not null, $"{connection}, which was handed something, is a neighbour's");
            Invariant.Counted(_underWay.Count(other => other == batch), batch.Bytes > 0 ? 1 : 0, $"Batches under way on {connection}");
            underWay += batch.Bytes > 0 ? 1 : 0;
            granted += batch.Bytes > 0 && batch.HasGrant ? batch.Bytes : 0;
        }

        Invariant.Counted(_underWay.Count, underWay, "Batches under way");
        Invariant.Counted(_handedBytes, granted, "Bytes handed on that have a grant");
    }

    /// <summary>True when the others take what they are handed so many times as fast, all together.</summary>
    /// <param name="since">Of those that have taken anything since then: an uplink that has become slow is so for all.</param>
    private bool IsSlower(HandedBatch batch, double times, Instant since)
    {
        double bytes = 0, seconds = 0;
        foreach (HandedBatch other in _handed.Values)
        {
            if (other == batch || other.IsPeerSlow || !(other.TakenAt >= since)) continue;
            bytes += other.Taking.Bytes;
            seconds += other.Taking.Seconds;
        }

        return bytes >= OthersBytesMin && batch.Taking.BytesPerSecond * times < bytes / seconds;
    }

    private void EndGrants(Instant now)
    {
        foreach (HandedBatch batch in _underWay)
        {
            if (!batch.HasGrant || GrantEnds(batch) > now) continue;
            _handedBytes -= batch.Bytes;
            batch.HasGrant = false;
        }
    }

    private Instant GrantEnds(HandedBatch batch)
    {
        if (Measured.BytesPerSecond is not null) return batch.GrantEnds;
        foreach (HandedBatch other in _underWay)
        {
            if (other is { HasGrant: false, IsPeerSlow: false }) return batch.At + GrantMax;
        }

        return batch.GrantEnds;
    }

    private TimeSpan GrantFor(int bytes)
    {
        if (Measured.BytesPerSecond is not { } rate) return GrantBeforeMeasured;
        TimeSpan grant = TimeSpan.FromSeconds(Math.Min(GrantFactor * bytes / rate, GrantMax.TotalSeconds));
        return grant > GrantMin ? grant : GrantMin;
    }
}
