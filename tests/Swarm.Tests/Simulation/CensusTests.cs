using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Nodes;
using ScreenShare.Simulator.Scenarios;

namespace ScreenShare.Swarm.Tests.Simulation;

/// <summary>How many watch, as the source and the viewers count it by gossip.</summary>
public sealed class CensusTests : IDisposable
{
    private const int Viewers = 200;

    /// <summary>Small: what is looked at are the neighbours' messages, not the pictures.</summary>
    private static readonly BroadcastPlan Plan = new()
    {
        SlotCount = 4,
        FramesPerSecond = 2,
        PayloadBytesMax = 300,
        Duration = TimeSpan.FromSeconds(60),
    };

    private readonly SimulatedSwarm _swarm = new(new SwarmPlan { Seed = 1, SourceLink = HomeLinks.Fibre, Broadcast = Plan });

    public void Dispose() => _swarm.Dispose();

    [Fact]
    public void Two_hundred_viewers_are_counted_and_those_who_leave_are_soon_counted_no_more()
    {
        for (int i = 1; i <= Viewers; i++)
        {
            var plan = new ViewerPlan($"viewer-{i}", HomeLinks.Fibre) { Listens = i % 4 != 0 };
            _swarm.At(TimeSpan.FromMilliseconds(20 * i), () => _swarm.Join(plan));
        }

        _swarm.RunUntil(TimeSpan.FromSeconds(10));
        AssertCounted(Viewers);
        long told = Told();
        _swarm.RunUntil(TimeSpan.FromSeconds(20));
        AssertCounted(Viewers);
        double perViewer = (Told() - told) / 10.0 / Viewers; // bytes a second, in both directions of its connections

        Assert.InRange(perViewer, 1, 0.002 * 24e6 / 8); // 0.2 % of a stream of 24 Mbit/s

        for (int i = 0; i < 60; i++)
        {
            if (i % 2 == 0) _swarm.Leave(_swarm.Viewers[3 * i]);
            else _swarm.Kill(_swarm.Viewers[3 * i], ViewerFate.Silent);
        }

        _swarm.RunUntil(TimeSpan.FromSeconds(36)); // the epoch they were in, and half of the next to spread
        AssertCounted(Viewers - 60);
    }

    private void AssertCounted(int viewers)
    {
        ViewerCount count = _swarm.Source.Statistics.Viewers;
        Assert.InRange(count.Viewers, 0.9 * viewers, 1.1 * viewers);
        foreach (SimulatedViewer viewer in _swarm.Viewers.Where(viewer => viewer.Fate == ViewerFate.Watching))
            Assert.InRange(viewer.Shell.Statistics.Viewers.Viewers, 0.9 * viewers, 1.1 * viewers);
    }

    private long Told() => _swarm.Viewers.Sum(viewer => viewer.Shell.Statistics.CensusBytesSent);
}
