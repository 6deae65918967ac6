using ScreenShare.Frames;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Viewer.Console;

/// <summary>What has been shown so far. Written by the decoding task, read by the main loop through <see cref="Snapshot"/>.</summary>
internal sealed class ViewTotals
{
    private readonly Lock _gate = new();
    private readonly DelayTally _delays = new();
    private ViewCount _count;

    public void Add(in ShownFrame frame)
    {
        lock (_gate)
        {
            _delays.Add(frame.Delay);
            _count = _count with
            {
                Frames = _count.Frames + 1,
                Skipped = _count.Skipped + frame.SkippedFrames,
                First = _count.First.IsNone ? frame.Number : _count.First,
                Last = frame.Number,
                LastDelay = frame.Delay,
                Heard = _count.Heard + 1,
                Size = frame.Size,
            };
        }
    }

    /// <summary>A heartbeat: the picture is still the newest, as of then.</summary>
    public void Confirm(in ShownFrame heartbeat)
    {
        lock (_gate)
            _count = _count with { LastDelay = heartbeat.Delay, Heard = _count.Heard + 1 };
    }

    /// <summary>Cheap; for every second.</summary>
    public ViewCount Snapshot()
    {
        lock (_gate)
            return _count;
    }

    /// <summary>Median and 95th percentile in milliseconds; sorts, so for the end only.</summary>
    public (double? Median, double? P95) Delays()
    {
        lock (_gate)
            return (_delays.Percentile(50), _delays.Percentile(95));
    }
}

/// <param name="First">None before the first.</param>
/// <param name="LastDelay">Of the last picture, or of the last heartbeat that said that it is still the newest.</param>
/// <param name="Heard">Pictures and such heartbeats.</param>
internal readonly record struct ViewCount(
    long Frames,
    long Skipped,
    FrameNumber First,
    FrameNumber Last,
    TimeSpan LastDelay,
    PictureSize Size,
    long Heard);
