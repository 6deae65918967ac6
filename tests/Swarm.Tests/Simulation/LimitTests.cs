using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Nodes;
using ScreenShare.Simulator.Scenarios;

namespace ScreenShare.Swarm.Tests.Simulation;

/// <summary>A node's own limits, while it is running, among others.</summary>
public sealed class LimitTests : IDisposable
{
    private static readonly BroadcastPlan Plan = new() { Duration = TimeSpan.FromSeconds(20) };

    private readonly SimulatedSwarm _swarm = new(new SwarmPlan { Seed = 1, SourceLink = HomeLinks.Fibre, Broadcast = Plan });

    public LimitTests()
    {
        for (int i = 1; i <= 5; i++)
            _swarm.Join(new ViewerPlan($"viewer-{i}", HomeLinks.Fibre));
    }

    public void Dispose() => _swarm.Dispose();

    [Fact]
    public void A_download_limit_bounds_what_arrives_and_can_be_changed_while_running()
    {
        SimulatedViewer limited = _swarm.Viewers[0];
        _swarm.RunUntil(TimeSpan.FromSeconds(4));
        long limit = Plan.BytesPerSecond / 2;

        limited.Shell.SetLimits(up: null, down: limit);
        _swarm.RunUntil(TimeSpan.FromSeconds(5)); // what was asked for before arrives
        long before = limited.Shell.Statistics.WireBytesReceived;
        _swarm.RunUntil(TimeSpan.FromSeconds(13));
        long arrived = limited.Shell.Statistics.WireBytesReceived - before;

        Assert.InRange(arrived, 0.7 * 8 * limit, 1.02 * 8 * limit);
        Assert.True(limited.Record.Delays.Count > 20, "it shows whole pictures all the while");

        limited.Shell.SetLimits(up: null, down: null);
        _swarm.RunUntil(TimeSpan.FromSeconds(16));
        int shown = limited.Record.Delays.Count;
        _swarm.RunUntil(TimeSpan.FromSeconds(19));

        Assert.True(limited.Record.Delays.Count - shown > 80, "it follows every frame again"); // of 90
    }

    [Fact]
    public void An_upload_limit_bounds_what_leaves_and_can_be_changed_while_running()
    {
        SimulatedViewer limited = _swarm.Viewers[0];
        _swarm.RunUntil(TimeSpan.FromSeconds(4));
        const long Limit = 100_000;

        limited.Shell.SetLimits(up: Limit, down: null);
        _swarm.RunUntil(TimeSpan.FromSeconds(5));
        long before = limited.Shell.Statistics.WireBytesSent;
        _swarm.RunUntil(TimeSpan.FromSeconds(13));

        Assert.InRange(limited.Shell.Statistics.WireBytesSent - before, 1, 1.02 * 8 * Limit);

        limited.Shell.SetLimits(up: null, down: null);
        _swarm.RunUntil(TimeSpan.FromSeconds(16));
        Assert.InRange(limited.Shell.Statistics.WireBytesSent - before, 1, long.MaxValue);
    }
}
