using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Network;
using ScreenShare.Simulator.Nodes;
using ScreenShare.Simulator.Scenarios;

namespace ScreenShare.Swarm.Tests.Simulation;

/// <summary>A broadcaster that publishes as fast as its uplink takes frames, and no faster.</summary>
public sealed class FlowControlTests
{
    [Theory]
    [InlineData("source-limit-cut")]
    [InlineData("source-limit-cut-all")]
    public void A_quarter_of_the_uplink_for_ten_seconds_costs_frames_and_hardly_delay(string name)
    {
        SqueezeReport squeeze = ScenarioRun.Play(ScenarioCatalogue.Create(name, 1)).Squeeze!; // both have one

        Assert.InRange(squeeze.Lag, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(squeeze.Age, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(squeeze.FramesPerSecond, 3, 29);
        Assert.NotNull(squeeze.FullRateAfter);
        Assert.InRange(squeeze.FullRateAfter.Value, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)] // here and in the next two they showed 4 of 301 when what joiners ask for held no frame back
    [InlineData(5)]
    [InlineData(6)]
    public void Twenty_joiners_and_an_uplink_of_one_and_a_half_streams_leave_everybody_most_frames(int seed)
    {
        ScenarioResult result = ScenarioRun.Play(ScenarioCatalogue.Create("source-uplink-tight", seed));

        Assert.All(result.Viewers, viewer =>
        {
            Assert.InRange(viewer.Frames, 100, 301);
            Assert.InRange(viewer.Delay.Median.TotalMilliseconds, 0, 150);
        });
    }

    [Theory]
    [InlineData("source-uplink-tighter", 3, 100)] // here and in the next two they showed 3 to 33 of 301 on the average
    [InlineData("source-uplink-tighter", 5, 100)]
    [InlineData("source-uplink-tighter", 1, 100)]
    [InlineData("source-uplink-tightest", 4, 90)] // 5
    [InlineData("source-uplink-tightest", 6, 90)] // 3
    public void Joiners_come_to_follow_on_an_uplink_that_hardly_carries_the_stream(string name, int seed, int framesMin)
    {
        ScenarioResult result = ScenarioRun.Play(ScenarioCatalogue.Create(name, seed));

        Assert.All(result.Viewers, viewer => Assert.InRange(viewer.Frames, framesMin, 301));
    }

    [Theory]
    [InlineData(1.25, 1, 1, 30)]
    [InlineData(1.25, 1, 4, 30)]
    [InlineData(1.5, 1, 2, 60)]
    [InlineData(1.25, 2, 2, 60)]
    [InlineData(1.25, 3, 3, 60)]
    public void Those_who_join_late_and_alone_catch_up_beside_the_stream(double streams, int viewers, int seed, int framesMin)
    {
        ScenarioResult result = ScenarioRun.Play(TightScenarios.Late(streams, viewers, seed));

        Assert.All(result.Viewers, viewer => Assert.InRange(viewer.Frames, framesMin, 215));
    }

    [Fact]
    public void Frames_wait_while_the_first_viewer_fetches_its_picture_and_go_on_then()
    {
        var plan = new BroadcastPlan { Duration = TimeSpan.FromSeconds(10) };
        HostLink link = HomeLinks.Fibre with { UpBytesPerSecond = plan.BytesPerSecond * 5 / 4 }; // half a second and more for a picture
        using var swarm = new SimulatedSwarm(new SwarmPlan { Seed = 1, SourceLink = link, Broadcast = plan });
        swarm.RunUntil(TimeSpan.FromSeconds(3));
        uint before = swarm.Truth.NewestFrame.Value;
        Assert.InRange(before, 85u, 95u);

        SimulatedViewer viewer = swarm.Join(new ViewerPlan("viewer", HomeLinks.Fibre));
        swarm.RunUntil(TimeSpan.FromSeconds(3.6));
        Assert.InRange(swarm.Truth.NewestFrame.Value - before, 0u, 10u);

        swarm.RunUntil(TimeSpan.FromSeconds(8)); // what has changed since the picture came first, and is shown by then
        uint newest = swarm.Truth.NewestFrame.Value, shown = viewer.Record.NewestFrame.Value;
        Assert.InRange(newest - before, 15u, 150u);
        Assert.InRange(newest - shown, 0u, 5u);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)] // here most never get so far that they follow
    public void Viewers_that_cannot_pass_on_every_frame_among_them_get_fewer_and_sooner(int seed)
    {
        ScenarioResult result = ScenarioRun.Play(ScenarioCatalogue.Create("viewers-uplinks-short", seed));

        Assert.InRange(result.FramesPublished, 100u, 600u); // of 900
        Assert.All(result.Viewers, viewer => Assert.InRange(viewer.Frames, 75, 600)); // about 50, half a second old, without
        Assert.All(result.Viewers, viewer => Assert.InRange(viewer.Delay.Median.TotalMilliseconds, 0, 450));
    }

    [Fact]
    public void One_slow_viewer_slows_nobody()
    {
        ScenarioResult result = ScenarioRun.Play(ScenarioCatalogue.Create("slow-viewer", 1));

        Assert.InRange(result.FramesPublished, 290u, 302u); // a few wait for the first picture that anybody has
    }

    [Fact]
    public void A_node_is_ready_again_when_the_limit_has_let_out_what_waits()
    {
        var plan = new BroadcastPlan { Duration = TimeSpan.FromSeconds(5) };
        using var swarm = new SimulatedSwarm(new SwarmPlan { Seed = 1, SourceLink = HomeLinks.Fibre, Broadcast = plan });
        for (int i = 1; i <= 3; i++)
            swarm.Join(new ViewerPlan($"viewer-{i}", HomeLinks.Fibre));
        swarm.RunUntil(TimeSpan.FromSeconds(2));
        Assert.True(swarm.Source.IsReadyForFrame);

        swarm.Source.SetLimits(up: 50_000, down: null); // a frame takes half a second
        swarm.RunUntil(TimeSpan.FromSeconds(2.1));
        Assert.False(swarm.Source.IsReadyForFrame);

        swarm.Source.SetLimits(up: null, down: null);
        swarm.RunUntil(TimeSpan.FromSeconds(2.2));
        Assert.True(swarm.Source.IsReadyForFrame);
    }
}
