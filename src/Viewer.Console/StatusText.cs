using ScreenShare.CommandLine;
using ScreenShare.Viewer.CommandLine;
using static System.FormattableString;

namespace ScreenShare.Viewer.Console;

/// <summary>A second's statistics as one line for a person.</summary>
internal static class StatusText
{
    public static string Of(ViewStatistics statistics)
    {
        ViewCount count = statistics.Count;
        string pictures = count.Frames == 0
            ? "no picture yet"
            : Invariant($"frame {count.Last}  {statistics.FramesPerSecond:F1} frames/s")
                + Invariant($"  delay {count.LastDelay.TotalMilliseconds:F0} ms  skipped {count.Skipped}");
        string down = TransferRate.Format(statistics.DownBytesPerSecond);
        string up = TransferRate.Format(statistics.UpBytesPerSecond);
        return $"{pictures}  peers {statistics.Node.Neighbours.Count}  down {down}  up {up}";
    }
}
