using ScreenShare.Swarm;

namespace ScreenShare.Viewer.Console;

/// <summary>One second's look at a viewing: totals so far, and rates over the time since the look before.</summary>
internal sealed record ViewStatistics(
    ViewCount Count,
    NodeStatistics Node,
    double FramesPerSecond,
    double DownBytesPerSecond,
    double UpBytesPerSecond);
