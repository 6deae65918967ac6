using System.Globalization;
using ScreenShare.Simulator.Nodes;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>A scenario and its result in words: all that was drawn before the run, the table after it.</summary>
public static class ScenarioReport
{
    public static void WriteBefore(Scenario scenario, TextWriter output)
    {
        SwarmPlan swarm = scenario.Swarm;
        output.WriteLine($"scenario {scenario.Name}, seed {swarm.Seed}, runtime {Environment.Version}");
        output.WriteLine($"broadcast: {swarm.Broadcast}");
        output.WriteLine($"network: segments up to {swarm.Network.SegmentBytesMax} bytes, "
            + $"{(swarm.UsesRealVerifier ? "every node verifies for itself" : "verifications are remembered")}");
        output.WriteLine($"source: {swarm.SourceLink}");
        foreach (ViewerPlan viewer in scenario.Viewers)
            output.WriteLine(viewer);
        foreach (ScenarioStep step in scenario.Steps)
            output.WriteLine($"at {step.At.TotalSeconds:0.000} s: {step.Description}");
        output.WriteLine();
    }

    public static void WriteAfter(ScenarioResult result, TimeSpan realTime, TextWriter output)
    {
        output.WriteLine(
            "viewer            fate        end  frames  skipped  first ms   p50 ms   p95 ms   max ms   received MB  sent MB  duplicate MB");
        foreach (ViewerResult viewer in result.Viewers)
            output.WriteLine(Row(viewer));
        output.WriteLine();
        double published = Math.Max(1, result.Source.PublishedBytes);
        output.WriteLine($"source: {result.FramesPublished} frames, {published / 1e6:0.00} MB published, "
            + $"{result.Source.PieceBytesSent / published:0.00} copies sent, {result.Source.WireBytesSent / 1e6:0.00} MB in all");
        if (result.Squeeze is { } squeeze) output.WriteLine($"while it was scarce: {squeeze}");
        if (result.Apart is { } apart)
            output.WriteLine($"{result.Scenario.Apart!.Value.Viewer}: {apart}"); // it is reported because it was asked for
        if (result.Joins is { } joins) output.WriteLine($"joins: {joins}");
        output.WriteLine($"{result.Scenario.Duration.TotalSeconds:0.0} s simulated in {realTime.TotalSeconds:0.0} s");
        foreach (ViewerResult viewer in result.LeftBehind)
            output.WriteLine($"LIVENESS: {viewer.Name} did not reach the end; it stopped at frame {viewer.Node.ReleasedFrame}");
        output.WriteLine($"trace {result.TraceHash} over {result.TraceEntries} entries"); // last, and alone: two runs are compared by it
    }

    private static string Row(ViewerResult viewer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{viewer.Name,-17} {FateOf(viewer),-11} {(viewer.ReachedEnd ? "yes" : "no"),-4} {viewer.Frames,6} {viewer.Skipped,8} "
        + $"{Ms(viewer.FirstPicture),9} {Ms(viewer.Delay.Median),8} {Ms(viewer.Delay.Percentile95),8} {Ms(viewer.Delay.Worst),8} "
        + $"{viewer.Node.WireBytesReceived / 1e6,13:0.00} {viewer.Node.WireBytesSent / 1e6,8:0.00} "
        + $"{viewer.Node.DuplicateBytes / 1e6,13:0.00}");

    private static string FateOf(ViewerResult viewer) =>
        viewer is { Conduct: not Conduct.Honest, Fate: ViewerFate.Watching } ? viewer.Conduct.ToString() : viewer.Fate.ToString();

    private static string Ms(TimeSpan? time) =>
        time is { } known ? known.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) : "-";
}
