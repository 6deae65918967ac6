using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Checks;

/// <summary>How one viewer fared, and all the others together, from a time on. Immutable.</summary>
/// <param name="PicturesPerSecond">What the one was shown.</param>
/// <param name="Delay">From publication to release at the one.</param>
/// <param name="Oldest">That a picture on its screen became before the next one replaced it.</param>
/// <param name="Gap">Longest time between two pictures on its screen.</param>
/// <param name="OthersDelay">Over all pictures of all others.</param>
public sealed record ApartReport(double PicturesPerSecond, DelaySummary Delay, TimeSpan Oldest, TimeSpan Gap, DelaySummary OthersDelay)
{
    /// <param name="one">What the one was shown.</param>
    /// <param name="others">What each of the others was shown.</param>
    public static ApartReport Of(
        IReadOnlyList<Showing> one, IEnumerable<IReadOnlyList<Showing>> others, Instant from, Instant until)
    {
        TimeSpan oldest = default, gap = default;
        var delays = new List<TimeSpan>();
        Instant lastAt = from, lastPublishedAt = from;
        foreach (Showing showing in one)
        {
            if (showing.At >= until) break;
            if (showing.At >= from)
            {
                oldest = Max(oldest, showing.At - lastPublishedAt);
                gap = Max(gap, showing.At - lastAt);
                delays.Add(showing.Delay);
            }

            (lastAt, lastPublishedAt) = (showing.At, showing.PublishedAt);
        }

        var all = new List<TimeSpan>();
        foreach (IReadOnlyList<Showing> shown in others)
        {
            foreach (Showing showing in shown)
            {
                if (showing.At >= from && showing.At < until) all.Add(showing.Delay);
            }
        }

        return new ApartReport(
            delays.Count / (until - from).TotalSeconds,
            DelaySummary.Of(delays),
            Max(oldest, until - lastPublishedAt),
            Max(gap, until - lastAt),
            DelaySummary.Of(all));
    }

    public override string ToString() => FormattableString.Invariant(
        $"{PicturesPerSecond:0.0} pictures/s, delay p50 {Ms(Delay.Median):0} ms, worst {Ms(Delay.Worst):0} ms, ")
        + FormattableString.Invariant($"oldest picture on its screen {Ms(Oldest):0} ms, longest pause {Ms(Gap):0} ms; ")
        + FormattableString.Invariant($"the others: delay p50 {Ms(OthersDelay.Median):0.0} ms, ")
        + FormattableString.Invariant($"p95 {Ms(OthersDelay.Percentile95):0.0} ms, worst {Ms(OthersDelay.Worst):0} ms");

    private static double Ms(TimeSpan time) => time.TotalMilliseconds;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
