using ScreenShare.Swarm.Node;

namespace ScreenShare.Viewer.Console;

/// <summary>Makes rates of two looks at the totals. Owned by the main loop.</summary>
internal sealed class ViewRates(TimeProvider time)
{
    private long _lookedAt = time.GetTimestamp();
    private long _frames;
    private long _received;
    private long _sent;
    private long _heard;
    private long _heardAt = time.GetTimestamp();

    public ViewStatistics Look(ViewCount count, NodeStatistics node)
    {
        long now = time.GetTimestamp();
        double seconds = Math.Max(time.GetElapsedTime(_lookedAt, now).TotalSeconds, 0.001); // two looks at once: no division by zero
        if (count.Heard != _heard) (_heard, _heardAt) = (count.Heard, now);
        var statistics = new ViewStatistics(
            count,
            node,
            (count.Frames - _frames) / seconds,
            (node.WireBytesReceived - _received) / seconds,
            (node.WireBytesSent - _sent) / seconds,
            time.GetElapsedTime(_heardAt, now));
        (_lookedAt, _frames, _received, _sent) = (now, count.Frames, node.WireBytesReceived, node.WireBytesSent);
        return statistics;
    }
}
