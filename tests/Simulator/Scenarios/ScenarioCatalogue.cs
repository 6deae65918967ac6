using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Network;
using ScreenShare.Simulator.Nodes;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>The scenarios that have names. Each is made from a seed, which also decides whatever the nodes draw.</summary>
public static class ScenarioCatalogue
{
    private const int UsualViewers = 20;

    public static IReadOnlyList<NamedScenario> All { get; } =
    [
        new("calm-20", "20 viewers on fibre join within a second and stay", Calm),
        new("third-killed", "a third of 20 viewers is killed in the middle of a frame, by reset and silently in turn", ThirdKilled),
        new("late-join", "two viewers join 20 others after 6 s, one of them by a viewer's address with the source blocked", LateJoin),
        new("blocked-source", "a third of 20 viewers blocks the source after 2 s and lives on the others", BlockedSource),
        new("slow-viewer", "one of 20 viewers has half the stream's rate", SlowViewer),
        .. TightScenarios.All,
        new("source-limit-cut", "the source's upload limit falls to a quarter of the stream for 10 s; a window moves", SourceLimitCut),
        new("source-limit-cut-all", "the same where all of the picture moves, with a quarter of what 4 copies take", SourceLimitCutAll),
        new("viewers-uplinks-short", "20 viewers can pass on six tenths of a stream each, the source three; a video plays", ShortUplinks),
        new("liars", "of 20 viewers three send wrong pieces and three announce what they have not", Liars),
        new("free-riders", "a third of 20 viewers never sends a piece nor a reject", FreeRiders),
        new("come-and-go", "20 viewers; joins and deaths are Poisson processes of one a second each", ComeAndGo),
        .. CrowdScenarios.All,
        new("random", "everything is drawn from the seed", RandomScenario.Draw),
    ];

    public static Scenario Create(string name, int seed) =>
        All.FirstOrDefault(scenario => scenario.Name == name)?.Create(seed)
        ?? throw new ArgumentException($"there is no scenario {name}; see --list", nameof(name));

    private static Scenario Calm(int seed) => Usual("calm-20", seed);

    private static Scenario ThirdKilled(int seed)
    {
        Scenario scenario = Usual("third-killed", seed);
        // Published at this time, a frame takes 10 ms to the first viewers and as long again to the next.
        TimeSpan midFrame = (90 * scenario.Swarm.Broadcast.FrameInterval) + TimeSpan.FromMilliseconds(12);
        var steps = new List<ScenarioStep>();
        foreach (string victim in EveryThird(scenario))
        {
            ViewerFate how = steps.Count % 2 == 0 ? ViewerFate.Reset : ViewerFate.Silent;
            steps.Add(new ScenarioStep(midFrame, $"kill {victim} ({how})", swarm => swarm.Kill(swarm.Find(victim), how)));
        }

        return scenario with { Steps = steps };
    }

    private static Scenario LateJoin(int seed)
    {
        Scenario scenario = Usual("late-join", seed);
        var late = new ViewerPlan("late", HomeLinks.Fibre) { JoinAt = TimeSpan.FromSeconds(6) };
        var blocking = new ViewerPlan("late-blocking", HomeLinks.Fibre)
        {
            JoinAt = TimeSpan.FromSeconds(6),
            Contacts = [scenario.Viewers[0].Name],
            BlocksSource = true,
        };
        return scenario with { Viewers = [.. scenario.Viewers, late, blocking] };
    }

    private static Scenario BlockedSource(int seed)
    {
        Scenario scenario = Usual("blocked-source", seed);
        var steps = new List<ScenarioStep>();
        foreach (string viewer in EveryThird(scenario))
        {
            steps.Add(new ScenarioStep(
                TimeSpan.FromSeconds(2),
                $"{viewer} blocks the source",
                swarm => swarm.Find(viewer).Shell.Block(swarm.Source.Address)));
        }

        return scenario with { Steps = steps };
    }

    private static Scenario SlowViewer(int seed)
    {
        Scenario scenario = Usual("slow-viewer", seed);
        HostLink slow = HomeLinks.Fibre with { DownBytesPerSecond = scenario.Swarm.Broadcast.BytesPerSecond / 2 };
        return scenario with { Viewers = [.. scenario.Viewers.Skip(1), new ViewerPlan("slow", slow)] };
    }

    private static Scenario SourceLimitCut(int seed)
    {
        Scenario scenario = Usual("source-limit-cut", seed);
        return CutLimit(scenario, new BroadcastPlan { MovingSlotsMax = scenario.Swarm.Broadcast.SlotCount / 10 }, streams: 1);
    }

    private static Scenario SourceLimitCutAll(int seed) => CutLimit(Usual("source-limit-cut-all", seed), new BroadcastPlan(), streams: 4);

    /// <param name="streams">How many times the stream the limit is before it is cut to a quarter.</param>
    private static Scenario CutLimit(Scenario scenario, BroadcastPlan broadcast, int streams)
    {
        long limit = Math.Max(streams, 4) * broadcast.BytesPerSecond, cut = streams * broadcast.BytesPerSecond / 4;
        (TimeSpan from, TimeSpan to) = (TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(16));
        return scenario with
        {
            Swarm = scenario.Swarm with
            {
                SourceOptions = new SwarmOptions { UploadLimitBytesPerSecond = limit },
                Broadcast = broadcast with { Duration = TimeSpan.FromSeconds(24) },
            },
            Squeeze = (from, to),
            Steps =
            [
                new ScenarioStep(from, $"the source may send {cut / 1e6:0.00} MB/s", swarm => swarm.Source.SetLimits(cut, down: null)),
                new ScenarioStep(to, $"the source may send {limit / 1e6:0.00} MB/s", swarm => swarm.Source.SetLimits(limit, down: null)),
            ],
        };
    }

    private static Scenario ShortUplinks(int seed)
    {
        Scenario scenario = Usual("viewers-uplinks-short", seed);
        BroadcastPlan video = new() { MovingSlotsMax = scenario.Swarm.Broadcast.ChangedSlots, Duration = TimeSpan.FromSeconds(30) };
        HostLink slow = HomeLinks.Fibre with { UpBytesPerSecond = video.BytesPerSecond * 6 / 10 };
        HostLink source = HomeLinks.Fibre with { UpBytesPerSecond = video.BytesPerSecond * 3 };
        return scenario with
        {
            Swarm = scenario.Swarm with { SourceLink = source, Broadcast = video },
            Viewers = [.. scenario.Viewers.Select(viewer => viewer with { Link = slow })],
        };
    }

    private static Scenario Liars(int seed)
    {
        Scenario scenario = Usual("liars", seed);
        var viewers = scenario.Viewers.ToArray();
        for (int i = 0; i < 18; i += 3)
            viewers[i] = viewers[i] with { Conduct = i % 2 == 0 ? Conduct.WrongPieces : Conduct.FalseHaves };
        return scenario with { Viewers = viewers };
    }

    private static Scenario FreeRiders(int seed)
    {
        Scenario scenario = Usual("free-riders", seed);
        return scenario with
        {
            Viewers = [.. scenario.Viewers.Select((viewer, i) => i % 3 == 0 ? viewer with { Conduct = Conduct.FreeRider } : viewer)],
        };
    }

    /// <summary>Deaths are silent and by reset in turn. Both processes stop a second before the broadcast does.</summary>
    private static Scenario ComeAndGo(int seed)
    {
        Scenario scenario = Usual("come-and-go", seed);
        var random = new Random(Seeds.Derive(seed, SeedPurpose.Churn));
        TimeSpan end = scenario.Swarm.Broadcast.Duration - TimeSpan.FromSeconds(1);
        var viewers = scenario.Viewers.ToList();
        foreach (TimeSpan at in PoissonProcess.Draw(random, perSecond: 1, end))
            viewers.Add(new ViewerPlan($"viewer-{viewers.Count + 1}", HomeLinks.Fibre) { JoinAt = at });
        var steps = new List<ScenarioStep>();
        var victims = new HashSet<string>();
        foreach (TimeSpan at in PoissonProcess.Draw(random, perSecond: 1, end))
        {
            var alive = viewers.Where(viewer => viewer.JoinAt < at && !victims.Contains(viewer.Name)).ToList();
            if (alive.Count == 0) continue;
            string victim = alive[random.Next(alive.Count)].Name;
            victims.Add(victim);
            ViewerFate how = steps.Count % 2 == 0 ? ViewerFate.Silent : ViewerFate.Reset;
            steps.Add(new ScenarioStep(at, $"kill {victim} ({how})", swarm => swarm.Kill(swarm.Find(victim), how)));
        }

        return scenario with { Viewers = viewers, Steps = steps };
    }

    /// <summary>As many as usual join within a second.</summary>
    internal static Scenario Usual(string name, int seed)
    {
        var random = new Random(Seeds.Derive(seed, SeedPurpose.Scenario));
        var viewers = new List<ViewerPlan>();
        for (int i = 1; i <= UsualViewers; i++)
            viewers.Add(new ViewerPlan($"viewer-{i}", HomeLinks.Fibre) { JoinAt = TimeSpan.FromMilliseconds(random.Next(1000)) });
        return new Scenario
        {
            Name = name,
            Swarm = new SwarmPlan { Seed = seed, SourceLink = HomeLinks.Fibre, Broadcast = new BroadcastPlan() },
            Viewers = viewers,
        };
    }

    private static IEnumerable<string> EveryThird(Scenario scenario) =>
        scenario.Viewers.Where((_, index) => index % 3 == 0).Select(viewer => viewer.Name);
}

public sealed record NamedScenario(string Name, string Description, Func<int, Scenario> Create);
