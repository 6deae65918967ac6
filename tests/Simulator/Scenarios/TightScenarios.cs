using System.Globalization;
using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Network;
using ScreenShare.Simulator.Nodes;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>Scenarios of a source that can send the stream hardly more than once: who joins has to catch up with what is left.</summary>
public static class TightScenarios
{
    private static readonly double[] LoneStreams = [1.1, 1.25, 1.5, 2];

    public static IReadOnlyList<NamedScenario> All { get; } =
    [
        new("source-uplink-tight", "the source can send the stream 1.5 times", seed => Usual("source-uplink-tight", 1.5, seed)),
        new("source-uplink-tighter", "the same, 1.25 times", seed => Usual("source-uplink-tighter", 1.25, seed)),
        new("source-uplink-tightest", "the same, 1.1 times", seed => Usual("source-uplink-tightest", 1.1, seed)),
        .. LoneStreams.Select(streams => new NamedScenario(
            LoneName(streams), "one viewer joins a source of so many streams after 3 s", seed => Late(streams, viewers: 1, seed))),
    ];

    /// <summary>Viewers join within a second, when the broadcast is three seconds old and nobody has a picture.</summary>
    /// <param name="streams">That the source can send at once.</param>
    public static Scenario Late(double streams, int viewers, int seed)
    {
        var random = new Random(Seeds.Derive(seed, SeedPurpose.Scenario));
        var plans = new List<ViewerPlan>();
        for (int i = 1; i <= viewers; i++)
            plans.Add(new ViewerPlan($"viewer-{i}", HomeLinks.Fibre) { JoinAt = TimeSpan.FromMilliseconds(3000 + random.Next(1000)) });
        var broadcast = new BroadcastPlan();
        return new Scenario
        {
            Name = LoneName(streams),
            Swarm = new SwarmPlan { Seed = seed, SourceLink = Tight(broadcast, streams), Broadcast = broadcast },
            Viewers = plans,
        };
    }

    private static Scenario Usual(string name, double streams, int seed)
    {
        Scenario scenario = ScenarioCatalogue.Usual(name, seed);
        return scenario with { Swarm = scenario.Swarm with { SourceLink = Tight(scenario.Swarm.Broadcast, streams) } };
    }

    private static HostLink Tight(BroadcastPlan broadcast, double streams) =>
        HomeLinks.Fibre with { UpBytesPerSecond = (long)(streams * broadcast.BytesPerSecond) };

    private static string LoneName(double streams) => string.Create(CultureInfo.InvariantCulture, $"lone-viewer-tight-{streams}");
}
