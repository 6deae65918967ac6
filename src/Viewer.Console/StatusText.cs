using System.Globalization;

namespace ScreenShare.Viewer.Console;

/// <summary>A second's statistics as one line for a person.</summary>
internal static class StatusText
{
    public static string Of(ViewStatistics statistics)
    {
        ViewCount count = statistics.Count;
        string transfers = $"down {TransferRate.Format(statistics.DownBytesPerSecond)}  up {TransferRate.Format(statistics.UpBytesPerSecond)}";
        string peers = $"peers {statistics.Node.Neighbours.Count}";
        if (count.Frames == 0)
            return $"no picture yet  {peers}  {transfers}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"frame {count.Last}  {statistics.FramesPerSecond:F1} frames/s  delay {count.LastDelay.TotalMilliseconds:F0} ms  skipped {count.Skipped}  {peers}  {transfers}");
    }
}
