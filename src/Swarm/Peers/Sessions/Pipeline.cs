using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// The requests under way on one connection, and what their answers tell of it: rate and round trip. From these come the depth,
/// rate × (round trip + a few ms), and the estimate of when a further chunk would arrive. Nodes are told no rates: they measure.
/// </summary>
internal sealed class Pipeline
{
    /// <summary>Two chunks at least: one on its way, one behind it.</summary>
    private const int DepthBytesMin = 2 * StreamParameters.ChunkCapacityUsual;

    /// <summary>Twice 250 ms at 64 Mbit/s; more only delays what a faster neighbour could steal.</summary>
    private const int DepthBytesMax = 4 << 20;

    /// <summary>Requests must reach the peer before it runs dry, over the jitter of two schedulers.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(15);

    /// <summary>Before the first piece: a link nobody knows is assumed to be slow, so it is given little.</summary>
    private const double RateBeforeMeasured = 250_000;

    /// <summary>The rate forgets over about this time of transfer.</summary>
    private static readonly double RateMemorySeconds = 0.5;

    private static readonly TimeSpan RoundTripMemory = TimeSpan.FromSeconds(10);

    private readonly List<Outstanding> _outstanding = [];
    private readonly List<ChunkId> _cancelled = []; // their piece or reject is still to come

    private double _bytes;
    private double _seconds;
    private Instant _lastArrival;
    private Instant _roundTripAt;

    public IReadOnlyList<Outstanding> Requests => _outstanding;

    public int OutstandingBytes { get; private set; }

    public TimeSpan RoundTrip { get; private set; }

    /// <summary>No piece for too long: given no claims until a piece arrives, or an answer to what was taken back.</summary>
    public bool IsSnubbed { get; private set; }

    public double RateBytesPerSecond => _seconds > 0 ? _bytes / _seconds : RateBeforeMeasured;

    public int DepthBytes =>
        (int)Math.Clamp(RateBytesPerSecond * (RoundTrip + Slack).TotalSeconds, DepthBytesMin, DepthBytesMax);

    /// <summary>Who leaves very many requests unanswered, cancelled or not, is asked for nothing more.</summary>
    public bool HasRoomFor(int bytes) => !IsSnubbed && _outstanding.Count + _cancelled.Count < SwarmLimits.RequestsPerPeerMax
        && (_outstanding.Count == 0 || OutstandingBytes + bytes <= DepthBytes);

    /// <summary>When a chunk asked for now would be here.</summary>
    public Instant ArrivalOfNext(int bytes, Instant now) => now + RoundTrip + TransferTime(OutstandingBytes + bytes);

    /// <summary>When a chunk asked for already should be here; what is overdue is expected later the longer it is.</summary>
    public Instant ArrivalOf(ChunkId chunk, Instant now)
    {
        int ahead = 0;
        foreach (Outstanding request in _outstanding)
        {
            ahead += request.Bytes;
            if (request.Chunk != chunk) continue;
            Instant served = Instant.Max(_lastArrival, request.RequestedAt + RoundTrip);
            Instant expected = served + TransferTime(ahead);
            return expected > now ? expected : now + (now - expected) + TransferTime(ahead);
        }

        return now;
    }

    public void Request(ChunkId chunk, int bytes, Instant now)
    {
        _outstanding.Add(new Outstanding(chunk, bytes, now));
        OutstandingBytes += bytes;
    }

    /// <summary>A piece came. False when it was not under way: cancelled, or never asked for.</summary>
    public bool Complete(ChunkId chunk, out Instant askedAt, Instant now)
    {
        askedAt = now;
        int at = Find(chunk);
        if (at < 0) return false;
        Outstanding request = _outstanding[at];
        askedAt = request.RequestedAt;
        Remove(at);
        IsSnubbed = false;
        Measure(request, now);
        return true;
    }

    /// <summary>A reject came, or the claim is given up. False when it was not under way.</summary>
    public bool Drop(ChunkId chunk)
    {
        int at = Find(chunk);
        if (at >= 0) Remove(at);
        return at >= 0;
    }

    public void Cancel(ChunkId chunk)
    {
        if (Drop(chunk)) _cancelled.Add(chunk);
    }

    /// <summary>
    /// What may be the answer to a cancelled request arrived. False when none is owed: what comes by a standing request in between is no
    /// answer to a request for something else.
    /// </summary>
    public bool SettleCancelled(ChunkId chunk)
    {
        if (!_cancelled.Remove(chunk)) return false;
        IsSnubbed = false; // it answers, so it lives
        return true;
    }

    /// <summary>True when the peer owes pieces and has sent none for longer than its own pace explains.</summary>
    /// <param name="queue">What has been asked of all takes so long to come in, whoever sends it.</param>
    public bool IsSilent(TimeSpan queue, Instant now)
    {
        if (_outstanding.Count == 0 || IsSnubbed) return false;
        Instant since = Instant.Max(_lastArrival, _outstanding[0].RequestedAt);
        TimeSpan patience = 2 * (RoundTrip + TransferTime(_outstanding[0].Bytes));
        return now - since > (patience > SwarmLimits.SnubAfter ? patience : SwarmLimits.SnubAfter) + queue;
    }

    /// <summary>Given up until it answers. Its rate counts for less from then on, so that it is trusted with less at a time.</summary>
    public void Snub()
    {
        IsSnubbed = true;
        _bytes /= 2;
    }

    public void Clear()
    {
        _outstanding.Clear();
        OutstandingBytes = 0;
        _cancelled.Clear();
        IsSnubbed = false; // what it owed is of no use any more
    }

    public void CheckInvariants()
    {
        int sum = 0;
        foreach (Outstanding request in _outstanding)
            sum += request.Bytes;
        Invariant.Counted(OutstandingBytes, sum, "Bytes under way");
        Invariant.AtMost(_outstanding.Count + _cancelled.Count, SwarmLimits.RequestsPerPeerMax, "Requests of which an answer is to come");
    }

    private TimeSpan TransferTime(int bytes) => TimeSpan.FromSeconds(bytes / Math.Max(RateBytesPerSecond, 1));

    private void Measure(Outstanding request, Instant now)
    {
        TimeSpan latency = now - request.RequestedAt;
        if (RoundTrip == TimeSpan.Zero || latency <= RoundTrip || now - _roundTripAt > RoundTripMemory)
        {
            RoundTrip = latency;
            _roundTripAt = now;
        }

        // The link was busy with this piece since the one before, or since the request could first have been answered.
        Instant busySince = Instant.Max(_lastArrival, request.RequestedAt + RoundTrip - TransferTimeAtFirst(request.Bytes));
        double seconds = Math.Max((now - busySince).TotalSeconds, 20e-6);
        double keep = Math.Exp(-seconds / RateMemorySeconds);
        _bytes = (_bytes * keep) + request.Bytes;
        _seconds = (_seconds * keep) + seconds;
        _lastArrival = now;
    }

    // The shortest latency seen contains one transfer; without it a lone piece would seem to have taken no time at all.
    private TimeSpan TransferTimeAtFirst(int bytes) =>
        _seconds > 0 ? TimeSpan.FromSeconds(Math.Min(bytes / RateBytesPerSecond, RoundTrip.TotalSeconds)) : RoundTrip;

    private int Find(ChunkId chunk)
    {
        for (int i = 0; i < _outstanding.Count; i++)
        {
            if (_outstanding[i].Chunk == chunk) return i;
        }

        return -1;
    }

    private void Remove(int at)
    {
        OutstandingBytes -= _outstanding[at].Bytes;
        _outstanding.RemoveAt(at);
    }
}

/// <summary>One request that has not been answered.</summary>
internal readonly record struct Outstanding(ChunkId Chunk, int Bytes, Instant RequestedAt);
