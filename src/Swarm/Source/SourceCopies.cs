namespace ScreenShare.Swarm.Source;

/// <summary>
/// How many copies of each chunk the source sends: as many as its uplink can send while the stream goes on, with a tenth to spare. A frame
/// that takes long to send is sent once: its last chunk would only be later for every second copy of an earlier one.
/// </summary>
internal sealed class SourceCopies
{
    /// <summary>With an uplink nobody has measured: a second copy saves a hop, and covers the death of one of two.</summary>
    private const int UnlessLimited = 2;

    private const int Most = 2;

    /// <summary>So few that one tree for each stripe is as shallow as two.</summary>
    private const int FewReceivers = 12;

    /// <summary>So much more than for one more copy must be possible: trees must not be torn down and built again by noise.</summary>
    private const double Margin = 0.25;

    private const double UplinkBeforeMeasured = 12_000_000;

    /// <summary>A frame that takes longer to send than this is sent once.</summary>
    private static readonly TimeSpan LongFrame = TimeSpan.FromMilliseconds(100);

    private double _streamBytesPerSecond;
    private Instant _lastPublish;
    private long _newestBytes;

    public int Count { get; private set; } = 1;

    /// <param name="bytes">Of the new frame's chunks.</param>
    public void HandlePublish(long bytes, Instant now)
    {
        double seconds = Math.Max((now - _lastPublish).TotalSeconds, 1e-3);
        double weight = Math.Min(1, seconds); // over about a second
        _streamBytesPerSecond += weight * ((bytes / seconds) - _streamBytesPerSecond);
        _lastPublish = now;
        _newestBytes = bytes;
    }

    /// <param name="limit">In bytes per second, as <paramref name="measured"/>; null when none is set.</param>
    /// <param name="measured">What the uplink can be relied on to send; null before it was measured.</param>
    public void Decide(int receivers, double? limit, double? measured)
    {
        if (_newestBytes == 0)
        {
            Count = receivers < FewReceivers ? 1 : UnlessLimited; // nothing is known, and trees should not be built twice
            return;
        }

        double uplink = Math.Min(limit ?? double.MaxValue, measured ?? UplinkBeforeMeasured);
        double ofStream = 0.9 * uplink / Math.Max(_streamBytesPerSecond, 1);
        double ofFrame = uplink * LongFrame.TotalSeconds / _newestBytes;
        double possible = Math.Min(ofStream, ofFrame);
        bool isOneMoreByNoise = possible > Count && possible < Count + Margin + 1;
        if (!isOneMoreByNoise) Count = (int)Math.Clamp(possible, 1, Most);
    }
}
