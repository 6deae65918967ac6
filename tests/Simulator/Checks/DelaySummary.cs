namespace ScreenShare.Simulator.Checks;

/// <summary>Median, 95th percentile (nearest rank) and worst of some delays; all zero when there are none.</summary>
public readonly record struct DelaySummary(TimeSpan Median, TimeSpan Percentile95, TimeSpan Worst)
{
    public static DelaySummary Of(IReadOnlyList<TimeSpan> delays)
    {
        if (delays.Count == 0) return default;
        var sorted = delays.ToArray();
        Array.Sort(sorted);
        return new DelaySummary(Rank(sorted, 0.5), Rank(sorted, 0.95), sorted[^1]);
    }

    private static TimeSpan Rank(TimeSpan[] sorted, double share) =>
        sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
