using ScreenShare.Swarm.Node;

namespace ScreenShare.Viewer.Console;

/// <summary>One second's look at a viewing: totals so far, and rates over the time since the look before.</summary>
/// <param name="SinceLast">Since the last picture, or the last heartbeat that said that it is still the newest, came.</param>
internal sealed record ViewStatistics(
    ViewCount Count,
    NodeStatistics Node,
    double FramesPerSecond,
    double DownBytesPerSecond,
    double UpBytesPerSecond,
    TimeSpan SinceLast)
{
    /// <summary>How each road to others does; empty where nobody asked.</summary>
    public string Roads { get; init; } = "";
}
