using ScreenShare.CommandLine;
using static System.FormattableString;

namespace ScreenShare.Viewer.Console;

/// <summary>A second's statistics as one line for a person.</summary>
internal static class StatusText
{
    /// <summary>
    /// Longer ago than any heartbeat: then the delay of what came last says nothing any more, and how old it is by now takes its place.
    /// </summary>
    private static readonly TimeSpan OldAfter = TimeSpan.FromSeconds(3);

    /// <summary>In the order it is read in; what matters least is left out first where there is no room.</summary>
    public static FittedLine Of(ViewStatistics statistics)
    {
        ViewCount count = statistics.Count;
        var line = new FittedLine();
        if (count.Frames == 0)
        {
            line.Add(7, "no picture yet");
        }
        else
        {
            line.Add(1, $"frame {count.Last}")
                .Add(6, Invariant($"{statistics.FramesPerSecond:F1} frames/s"))
                .Add(7, DelayText(count.LastDelay, statistics.SinceLast))
                .Add(2, $"skipped {count.Skipped}");
        }

        return line.Add(4, $"peers {statistics.Node.Neighbours.Count}")
            .Add(5, $"down {TransferRate.Format(statistics.DownBytesPerSecond)}")
            .Add(3, $"up {TransferRate.Format(statistics.UpBytesPerSecond)}")
            .Add(0, statistics.Roads);
    }

    private static string DelayText(TimeSpan delay, TimeSpan sinceLast)
    {
        TimeSpan age = delay + sinceLast;
        return sinceLast < OldAfter ? Invariant($"delay {delay.TotalMilliseconds:F0} ms") : Invariant($"{age.TotalSeconds:F0} s old");
    }
}
