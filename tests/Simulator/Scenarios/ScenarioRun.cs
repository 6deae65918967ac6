using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Nodes;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>Plays a scenario to its end.</summary>
public static class ScenarioRun
{
    /// <exception cref="SafetyViolationException">A viewer was shown what was not published.</exception>
    /// <exception cref="SpinningException">A node does not come to rest.</exception>
    public static ScenarioResult Play(Scenario scenario)
    {
        using var swarm = new SimulatedSwarm(scenario.Swarm);
        foreach (ViewerPlan viewer in scenario.Viewers)
            swarm.At(viewer.JoinAt, () => swarm.Join(viewer));
        foreach (ScenarioStep step in scenario.Steps)
            swarm.At(step.At, () => step.Act(swarm));
        swarm.RunUntil(scenario.Duration);
        return new ScenarioResult(
            scenario,
            [.. swarm.Viewers.Select(Sum)],
            swarm.Source.Address,
            swarm.Source.Statistics,
            swarm.Truth.NewestFrame.Value,
            swarm.Trace.ToString(),
            swarm.Trace.Entries)
        {
            Squeeze = scenario.Squeeze is { } squeeze ? Judge(scenario, swarm, squeeze.From, squeeze.To) : null,
            Apart = scenario.Apart is { } apart ? TellApart(scenario, swarm, apart.Viewer, apart.From) : null,
            Joins = scenario.JoinsAreJudgedFrom is { } stay ? JoinReport.Of(swarm.Viewers, stay) : null,
        };
    }

    private static SqueezeReport Judge(Scenario scenario, SimulatedSwarm swarm, TimeSpan from, TimeSpan to) => SqueezeReport.Of(
        swarm.Viewers.Where(viewer => viewer.Fate == ViewerFate.Watching).Select(viewer => viewer.Record.Showings),
        Instant.Zero + from,
        Instant.Zero + to,
        Instant.Zero + scenario.Swarm.Broadcast.Duration,
        scenario.Swarm.Broadcast.FramesPerSecond);

    private static ApartReport TellApart(Scenario scenario, SimulatedSwarm swarm, string name, TimeSpan from) => ApartReport.Of(
        swarm.Find(name).Record.Showings,
        swarm.Viewers.Where(viewer => viewer.Name != name).Select(viewer => viewer.Record.Showings),
        Instant.Zero + from,
        Instant.Zero + scenario.Swarm.Broadcast.Duration);

    private static ViewerResult Sum(SimulatedViewer viewer) => new(
        viewer.Name,
        viewer.Fate,
        viewer.Plan.Conduct,
        viewer.Record.Delays.Count,
        viewer.Record.SkippedFrames,
        viewer.Record.FirstReleaseAt - (Instant.Zero + viewer.Plan.JoinAt),
        DelaySummary.Of(viewer.Record.Delays),
        viewer.Record.ReachedEnd,
        viewer.Shell.Statistics);
}
