using ScreenShare.Simulator.Nodes;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Checks;

/// <summary>How many joins there were, and how many of those that lasted never led to a picture. Immutable.</summary>
/// <param name="Judged">Joins of viewers that stayed long enough, or were shown a picture before they left.</param>
/// <param name="Failed">Of these, those without a picture.</param>
/// <param name="FirstPicture">From joining to the first picture, of the others.</param>
public sealed record JoinReport(int Joins, int Judged, int Failed, DelaySummary FirstPicture)
{
    /// <param name="stay">Who left sooner without a picture is not judged.</param>
    public static JoinReport Of(IReadOnlyList<SimulatedViewer> viewers, TimeSpan stay)
    {
        var times = new List<TimeSpan>();
        int failed = 0;
        foreach (SimulatedViewer viewer in viewers)
        {
            if (viewer.Record.FirstReleaseAt is { } at) times.Add(at - (Instant.Zero + viewer.Plan.JoinAt));
            else if (viewer.LeftAt is not { } left || left - (Instant.Zero + viewer.Plan.JoinAt) >= stay) failed++;
        }

        return new JoinReport(viewers.Count, times.Count + failed, failed, DelaySummary.Of(times));
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Joins}, {Judged} of them judged, {Failed} failed; first picture after p50 {FirstPicture.Median.TotalMilliseconds:0} ms, ")
        + FormattableString.Invariant(
            $"p95 {FirstPicture.Percentile95.TotalMilliseconds:0} ms, worst {FirstPicture.Worst.TotalMilliseconds:0} ms");
}
