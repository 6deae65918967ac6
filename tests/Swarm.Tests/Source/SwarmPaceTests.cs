using ScreenShare.Swarm.Source;

namespace ScreenShare.Swarm.Tests.Source;

public sealed class SwarmPaceTests
{
    private const int Viewers = 10;

    private readonly SwarmPace _pace = new();
    private Instant _now = Instant.Zero;
    private Instant _nextFrame = Instant.Zero;

    [Fact]
    public void While_few_are_behind_nothing_is_held()
    {
        Run(seconds: 20, behind: 3);

        Assert.Null(_pace.FramesPerSecond);
        Assert.Null(_pace.NextFrame);
    }

    [Fact]
    public void One_slow_viewer_of_two_slows_nobody()
    {
        Run(seconds: 20, behind: 1, viewers: 2);

        Assert.Null(_pace.FramesPerSecond);
    }

    [Fact]
    public void Many_behind_for_a_moment_are_joiners_or_a_large_frame()
    {
        Run(seconds: 10, behind: 0);
        Run(seconds: 1.9, behind: 9);
        Run(seconds: 1, behind: 0);

        Assert.Null(_pace.FramesPerSecond);
    }

    [Fact]
    public void Many_behind_for_longer_halve_the_rate_again_and_again_down_to_the_least()
    {
        Run(seconds: 10, behind: 0);
        Run(seconds: 2.5, behind: 4);
        Assert.InRange(_pace.FramesPerSecond!.Value, 16, 17);

        Run(seconds: 3, behind: 4);
        Assert.InRange(_pace.FramesPerSecond.Value, 8, 8.5);

        Run(seconds: 20, behind: 4);
        Assert.Equal(SwarmPace.FramesPerSecondMin, _pace.FramesPerSecond);
    }

    [Fact]
    public void The_rate_grows_back_and_carefully_near_what_was_too_much()
    {
        Run(seconds: 10, behind: 0);
        Run(seconds: 2.5, behind: 9);

        Run(seconds: 6, behind: 0);
        double near = _pace.FramesPerSecond!.Value;
        Assert.InRange(near, 27, 30); // of 33
        Run(seconds: 5, behind: 0);
        Assert.InRange(_pace.FramesPerSecond.Value, near, 1.25 * near);

        Run(seconds: 60, behind: 0);
        Assert.Null(_pace.FramesPerSecond);
    }

    [Fact]
    public void An_uplink_that_is_full_is_remedy_enough()
    {
        Run(seconds: 20, behind: 9, isUplinkHeld: true);

        Assert.Null(_pace.FramesPerSecond);
    }

    /// <summary>A picture is there thirty times a second, and published when the pace lets it.</summary>
    private void Run(double seconds, int behind, int viewers = Viewers, bool isUplinkHeld = false)
    {
        for (Instant end = _now + TimeSpan.FromSeconds(seconds); _now < end; _now += TimeSpan.FromMilliseconds(10))
        {
            if (_now.Ticks % TimeSpan.FromMilliseconds(50).Ticks == 0) _pace.HandleTick(viewers, behind, isUplinkHeld, _now);
            if (_now < _nextFrame || _pace.NextFrame > _now) continue;
            _pace.HandlePublish(_now);
            _nextFrame = _now + TimeSpan.FromMilliseconds(30);
        }
    }
}
