using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Network;
using ScreenShare.Simulator.Nodes;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>
/// A swarm of faults drawn from the seed. Faults stop one second before the broadcast does, so that liveness may be asked for: at least
/// half of the viewers stay, keep a way to the source, and have the rate the stream needs.
/// </summary>
public static class RandomScenario
{
    private static readonly TimeSpan QuietTail = TimeSpan.FromSeconds(1);

    public static Scenario Draw(int seed)
    {
        var random = new Random(Seeds.Derive(seed, SeedPurpose.Scenario));
        BroadcastPlan broadcast = DrawBroadcast(random);
        int count = random.Next(3, 31);
        var viewers = new List<ViewerPlan>();
        for (int i = 1; i <= count; i++)
            viewers.Add(DrawViewer(random, i, broadcast));
        return new Scenario
        {
            Name = "random",
            Swarm = new SwarmPlan
            {
                Seed = seed,
                SourceLink = DrawLink(random, 3 * broadcast.BytesPerSecond),
                Broadcast = broadcast,
            },
            Viewers = viewers,
            Steps = DrawSteps(random, viewers, broadcast.Duration - QuietTail),
            SettleTime = TimeSpan.FromSeconds(15),
        };
    }

    private static BroadcastPlan DrawBroadcast(Random random)
    {
        var plan = new BroadcastPlan
        {
            SlotCount = random.Next(1, 600),
            PayloadBytesMin = random.Next(1, 500),
            PayloadBytesMax = random.Next(500, 4000),
            FramesPerSecond = random.Next(2, 31),
            ChangedShare = Math.Pow(random.NextDouble(), 3), // mostly a little, now and then all of it
            Duration = Seconds(random, 5, 12),
        };
        while (plan.BytesPerSecond > 5_000_000)
            plan = plan with { ChangedShare = plan.ChangedShare / 2 };
        return random.Next(2) == 0 ? plan : plan with { StillFrom = Seconds(random, 1, 4), StillFor = Seconds(random, 0.1, 4) };
    }

    private static ViewerPlan DrawViewer(Random random, int number, BroadcastPlan broadcast) =>
        new($"viewer-{number}", DrawLink(random, 2 * broadcast.BytesPerSecond))
        {
            JoinAt = random.Next(3) == 0 ? Seconds(random, 0, 4) : Seconds(random, 0, 0.5),
            Listens = random.Next(6) != 0,
        };

    private static HostLink DrawLink(Random random, long leastBytesPerSecond) => new()
    {
        UpBytesPerSecond = DrawRate(random, leastBytesPerSecond),
        DownBytesPerSecond = DrawRate(random, leastBytesPerSecond),
        Delay = TimeSpan.FromMilliseconds(random.NextDouble() * random.Next(1, 60)),
        Jitter = TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.NextDouble() * 10 : 0),
        Loss = random.Next(3) == 0 ? random.NextDouble() * 0.01 : 0,
    };

    private static long DrawRate(Random random, long least) =>
        random.Next(4) == 0 ? 0 : Math.Max(least, 500_000) * random.Next(10, 50) / 10;

    private static List<ScenarioStep> DrawSteps(Random random, List<ViewerPlan> viewers, TimeSpan end)
    {
        var steps = new List<ScenarioStep>();
        for (int i = 0; i < viewers.Count / 2; i++)
        {
            TimeSpan at = viewers[i].JoinAt + ((end - viewers[i].JoinAt) * random.NextDouble());
            AddStep(steps, random, viewers[i].Name, at, end);
        }

        steps.Sort((one, other) => one.At.CompareTo(other.At));
        return steps;
    }

    private static void AddStep(List<ScenarioStep> steps, Random random, string name, TimeSpan at, TimeSpan end)
    {
        switch (random.Next(5))
        {
            case 0:
                Add(at, $"kill {name} (Reset)", (swarm, victim) => swarm.Kill(victim, ViewerFate.Reset));
                break;
            case 1:
                Add(at, $"kill {name} (Silent)", (swarm, victim) => swarm.Kill(victim, ViewerFate.Silent));
                break;
            case 2:
                Add(at, $"{name} leaves", (swarm, victim) => swarm.Leave(victim));
                break;
            case 3:
                TimeSpan healed = at + ((end - at) * random.NextDouble());
                Add(at, $"cut {name} from the source", (swarm, victim) => swarm.Network.Cut(victim.Shell.Host, swarm.Source.Host));
                Add(healed, $"heal {name} and the source", (swarm, victim) => swarm.Network.Heal(victim.Shell.Host, swarm.Source.Host));
                break;
            default:
                HostLink link = DrawLink(random, 500_000);
                Add(at, $"{name} is now at {link}", (swarm, victim) => swarm.Network.SetLink(victim.Shell.Host, link));
                break;
        }

        void Add(TimeSpan time, string description, Action<SimulatedSwarm, SimulatedViewer> act) =>
            steps.Add(new ScenarioStep(time, description, swarm => act(swarm, swarm.Find(name))));
    }

    private static TimeSpan Seconds(Random random, double least, double most) =>
        TimeSpan.FromMilliseconds(Math.Round(1000 * (least + (random.NextDouble() * (most - least)))));
}
