using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Checks;

/// <summary>How viewers fared while something was scarce for a time, and after. Immutable.</summary>
/// <param name="Lag">Longest time from publication to release of a picture published from the beginning on.</param>
/// <param name="Age">Oldest that a picture on a screen became before the next one replaced it, until the scarcity ended.</param>
/// <param name="FramesPerSecond">What the viewer that was shown fewest was shown meanwhile.</param>
/// <param name="FullRateAfter">
/// Time after the end until a second begins in which a viewer is shown nine tenths of the full rate, the latest of all; null: one never
/// is.
/// </param>
public sealed record SqueezeReport(TimeSpan Lag, TimeSpan Age, double FramesPerSecond, TimeSpan? FullRateAfter)
{
    private const double FullShare = 0.9;

    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <param name="viewers">What each was shown.</param>
    /// <param name="framesPerSecond">The full rate.</param>
    /// <param name="until">When the broadcast ends.</param>
    public static SqueezeReport Of(
        IEnumerable<IReadOnlyList<Showing>> viewers, Instant begins, Instant ends, Instant until, int framesPerSecond)
    {
        TimeSpan lag = default, age = default, fullAfter = default;
        double rate = double.MaxValue;
        bool isFull = true;
        foreach (IReadOnlyList<Showing> shown in viewers)
        {
            for (int i = 0; i < shown.Count; i++)
            {
                if (shown[i].PublishedAt >= begins) lag = Max(lag, shown[i].Delay);
                if (i > 0 && shown[i].At >= begins && shown[i - 1].At < ends) age = Max(age, shown[i].At - shown[i - 1].PublishedAt);
            }

            rate = Math.Min(rate, CountIn(shown, begins, ends) / (ends - begins).TotalSeconds);
            if (FullAfter(shown, ends, until, framesPerSecond) is { } after) fullAfter = Max(fullAfter, after);
            else isFull = false;
        }

        return new SqueezeReport(lag, age, rate, isFull ? fullAfter : null);
    }

    public override string ToString() => FormattableString.Invariant(
        $"longest delay {Lag.TotalMilliseconds:0} ms, oldest picture on a screen {Age.TotalMilliseconds:0} ms, ")
        + FormattableString.Invariant($"{FramesPerSecond:0.0} frames/s meanwhile, full rate again ")
        + (FullRateAfter is { } after ? FormattableString.Invariant($"{after.TotalSeconds:0.00} s after") : "never");

    private static TimeSpan? FullAfter(IReadOnlyList<Showing> shown, Instant ends, Instant until, int framesPerSecond)
    {
        int full = (int)(FullShare * framesPerSecond * RateWindow.TotalSeconds);
        for (Instant from = ends; from + RateWindow <= until; from += Step)
        {
            if (CountIn(shown, from, from + RateWindow) >= full) return from - ends;
        }

        return null;
    }

    private static int CountIn(IReadOnlyList<Showing> shown, Instant from, Instant to)
    {
        int count = 0;
        foreach (Showing showing in shown)
            count += showing.At >= from && showing.At < to ? 1 : 0;
        return count;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
