using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Network;
using ScreenShare.Simulator.Nodes;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>Scenarios of many viewers: one among a hundred who is slow, and two hundred who come, go and come again.</summary>
public static class CrowdScenarios
{
    public const string SlowName = "slow";

    public const string LateName = "late";

    private const int Bad = 8;
    private const int Good = 12;
    private const int Others = 99;
    private const int FewOthers = 7;
    private const int Joiners = 200;
    private const int JoinsEach = 5;

    public static IReadOnlyList<NamedScenario> All { get; } =
    [
        new("slow-among-100", "one of 100 viewers has a quarter of the stream's rate; a video plays", seed => Slow(seed)),
        new("slow-among-100-not", "the same with a fast link in its place", seed => Slow(seed, isSlow: false)),
        new("slow-scattered", "the same with changes all over the picture", seed => Slow(seed, false)),
        new("slow-scattered-not", "the same with a fast link in its place", seed => Slow(seed, false, false)),
        new("slow-after-pause", "one of 8 has a quarter of the stream's rate, which shows when a still picture moves", seed => Pause(seed)),
        new("slow-after-pause-not", "the same with a fast link in its place", seed => Pause(seed, isSlow: false)),
        new("bad-contacts", "one joins by the addresses of eight who never send a piece", BadContacts),
        new("joins-200", "200 viewers watch for 2 s and come again 100 ms after, five times each", seed => Joins(seed, Joiners)),
        new("joins-200-hasty", "200 viewers join five times each, 100 ms apart, and only then watch", seed => Hasty(seed, Joiners)),
    ];

    /// <param name="isWindow">A few slots change again and again; otherwise any do.</param>
    /// <param name="isSlow">False: for comparison, nobody is.</param>
    public static Scenario Slow(int seed, bool isWindow = true, bool isSlow = true, int others = Others)
    {
        BroadcastPlan broadcast = new();
        if (isWindow) broadcast = broadcast with { MovingSlotsMax = broadcast.ChangedSlots };
        HostLink link = isSlow ? HomeLinks.Fibre with { DownBytesPerSecond = broadcast.BytesPerSecond / 4 } : HomeLinks.Fibre;
        List<ViewerPlan> viewers = Watchers(seed, others);
        viewers.Add(new ViewerPlan(SlowName, link) { JoinAt = TimeSpan.FromSeconds(3) });
        broadcast = broadcast with { Duration = TimeSpan.FromSeconds(20) };
        return new Scenario
        {
            Name = (isWindow ? "slow-among-100" : "slow-scattered") + (isSlow ? "" : "-not"),
            Swarm = new SwarmPlan { Seed = seed, SourceLink = HomeLinks.Fibre, Broadcast = broadcast },
            Viewers = viewers,
            Apart = (SlowName, TimeSpan.FromSeconds(8)),
            SettleTime = TimeSpan.FromSeconds(12), // a last picture of all slots takes the slow one 3 s, and it may have just begun another
        };
    }

    /// <summary>
    /// All uplinks are four times the stream. While the picture is still the slow one is as good as any: it is given stripes, and others
    /// depend on it.
    /// </summary>
    /// <param name="isSlow">False: for comparison, nobody is.</param>
    public static Scenario Pause(int seed, bool isSlow = true)
    {
        BroadcastPlan broadcast = new() { StillFrom = TimeSpan.FromSeconds(1), StillFor = TimeSpan.FromSeconds(6) };
        broadcast = broadcast with { MovingSlotsMax = broadcast.ChangedSlots, Duration = TimeSpan.FromSeconds(20) };
        HostLink usual = HomeLinks.Fibre with { UpBytesPerSecond = 4 * broadcast.BytesPerSecond };
        HostLink link = isSlow ? usual with { DownBytesPerSecond = broadcast.BytesPerSecond / 4 } : usual;
        List<ViewerPlan> viewers = Watchers(seed, FewOthers).ConvertAll(viewer => viewer with { Link = usual });
        viewers.Add(new ViewerPlan(SlowName, link));
        return new Scenario
        {
            Name = "slow-after-pause" + (isSlow ? "" : "-not"),
            Swarm = new SwarmPlan { Seed = seed, SourceLink = usual, Broadcast = broadcast },
            Viewers = viewers,
            Apart = (SlowName, TimeSpan.FromSeconds(7)),
            SettleTime = TimeSpan.FromSeconds(12),
        };
    }

    /// <summary>As many bad ones as a node dials: it has heard of others from them, and has no reason to dial any.</summary>
    public static Scenario BadContacts(int seed)
    {
        List<ViewerPlan> viewers = Watchers(seed, Bad + Good);
        for (int i = 0; i < Bad; i++)
            viewers[i] = viewers[i] with { Conduct = Conduct.FreeRider };
        viewers.Add(new ViewerPlan(LateName, HomeLinks.Fibre)
        {
            JoinAt = TimeSpan.FromSeconds(3),
            Contacts = [.. viewers.Take(Bad).Select(viewer => viewer.Name)],
        });
        var broadcast = new BroadcastPlan { Duration = TimeSpan.FromSeconds(20) };
        return new Scenario
        {
            Name = "bad-contacts",
            Swarm = new SwarmPlan { Seed = seed, SourceLink = HomeLinks.Fibre, Broadcast = broadcast },
            Viewers = viewers,
        };
    }

    /// <summary>Each comes again as another node, as a program started anew does.</summary>
    public static Scenario Joins(int seed, int joiners) =>
        Rejoins("joins-200", seed, joiners, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.1));

    private static Scenario Hasty(int seed, int joiners) =>
        Rejoins("joins-200-hasty", seed, joiners, TimeSpan.FromSeconds(0.1), TimeSpan.Zero);

    private static Scenario Rejoins(string name, int seed, int joiners, TimeSpan stay, TimeSpan away)
    {
        var viewers = new List<ViewerPlan>();
        var steps = new List<ScenarioStep>();
        foreach (ViewerPlan first in Watchers(seed, joiners))
        {
            TimeSpan at = first.JoinAt;
            for (int join = 1; join <= JoinsEach; join++)
            {
                string node = $"{first.Name}.{join}";
                viewers.Add(first with { Name = node, JoinAt = at });
                at += stay;
                if (join < JoinsEach) steps.Add(new ScenarioStep(at, $"{node} leaves", swarm => swarm.Leave(swarm.Find(node))));
                at += away;
            }
        }

        viewers.Sort((one, other) => one.JoinAt.CompareTo(other.JoinAt));
        steps.Sort((one, other) => one.At.CompareTo(other.At));
        TimeSpan duration = TimeSpan.FromSeconds(2) + (JoinsEach * (stay + away));
        var broadcast = new BroadcastPlan { Duration = duration };
        return new Scenario
        {
            Name = name,
            Swarm = new SwarmPlan { Seed = seed, SourceLink = HomeLinks.Fibre, Broadcast = broadcast },
            Viewers = viewers,
            Steps = steps,
            JoinsAreJudgedFrom = TimeSpan.FromSeconds(1),
        };
    }

    /// <summary>On fibre; they join within a second.</summary>
    private static List<ViewerPlan> Watchers(int seed, int count)
    {
        var random = new Random(Seeds.Derive(seed, SeedPurpose.Scenario));
        var viewers = new List<ViewerPlan>();
        for (int i = 1; i <= count; i++)
            viewers.Add(new ViewerPlan($"viewer-{i}", HomeLinks.Fibre) { JoinAt = TimeSpan.FromMilliseconds(random.Next(1000)) });
        return viewers;
    }
}
