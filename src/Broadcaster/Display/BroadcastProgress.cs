using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Source;

namespace ScreenShare.Broadcaster.Display;

/// <summary>Adds up what a broadcast has done, for the status line and the summary. Owned by whoever reads the reports.</summary>
internal sealed class BroadcastProgress(TimeProvider time)
{
    /// <summary>Rates are means over about this long: short enough to follow, long enough to read.</summary>
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(2);

    /// <summary>Pictures that waited for this share of the time make fewer frames; less is the unevenness of any link.</summary>
    private const double HeldShareMin = 0.2;

    private readonly long _started = time.GetTimestamp();
    private readonly Queue<Sample> _samples = [];

    private long _frames;
    private long _frameBytes;

    /// <summary>The most viewers that were counted at one time.</summary>
    public int ViewersMost { get; private set; }

    public long Frames => _frames;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public void Add(FrameReport report)
    {
        _frames++;
        _frameBytes += report.Bytes;
    }

    /// <summary>The rates as of now. Call it at an even pace.</summary>
    /// <param name="held">How long pictures have waited for the node in all, and for what.</param>
    public BroadcastStatus Look(NodeStatistics node, (TimeSpan Total, FrameHold By) held)
    {
        ViewersMost = Math.Max(ViewersMost, node.Viewers.Viewers);
        var now = new Sample(Elapsed, _frames, _frameBytes, node.WireBytesSent, held.Total);
        _samples.Enqueue(now);
        while (_samples.Count > 2 && now.At - _samples.Peek().At > RateWindow) _samples.Dequeue();
        Sample then = _samples.Peek();
        double seconds = Math.Max((now.At - then.At).TotalSeconds, 1e-3);
        long frames = now.Frames - then.Frames;
        return new BroadcastStatus(
            Viewers: node.Viewers,
            FramesPerSecond: frames / seconds,
            BytesPerFrame: frames > 0 ? (now.FrameBytes - then.FrameBytes) / (double)frames : 0,
            UploadBytesPerSecond: (now.WireBytes - then.WireBytes) / seconds,
            Elapsed: now.At,
            HeldBy: (now.Held - then.Held).TotalSeconds > HeldShareMin * seconds ? held.By : FrameHold.None);
    }

    private readonly record struct Sample(TimeSpan At, long Frames, long FrameBytes, long WireBytes, TimeSpan Held);
}
