using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Tests.Playout;

/// <summary>Twenty frames a second, each manifest 40 ms on its way at best; the clocks are years apart.</summary>
public sealed class ManifestLagTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ManifestLag _lag = new();
    private FrameNumber _frame;
    private DateTimeOffset _captured = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);
    private Instant _arrived = Instant.Zero + TimeSpan.FromMilliseconds(40);

    [Fact]
    public void What_comes_as_it_is_captured_comes_in_time_whatever_the_clocks_say()
    {
        Come(frames: 100, Interval);

        Assert.Equal(TimeSpan.Zero, _lag.Now);
    }

    [Fact]
    public void What_comes_at_half_the_pace_is_as_late_as_half_of_the_time()
    {
        Come(frames: 10, Interval);

        Come(frames: 40, 2 * Interval);

        Assert.Equal(2, _lag.Now.TotalSeconds, 0.01);
    }

    [Fact]
    public void What_has_caught_up_is_in_time()
    {
        Come(frames: 40, 2 * Interval);

        Come(frames: 41, TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, _lag.Now);
    }

    [Fact]
    public void A_broadcasters_clock_that_is_slow_by_what_time_servers_ask_is_no_lateness()
    {
        Come(frames: 3600, Interval * 1.0005);

        Assert.Equal(TimeSpan.Zero, _lag.Now);
    }

    [Fact]
    public void Nor_is_one_that_is_set_back()
    {
        Come(frames: 10, Interval);

        _captured -= TimeSpan.FromSeconds(5);
        Come(frames: 10, Interval);

        Assert.Equal(TimeSpan.Zero, _lag.Now);
    }

    [Fact]
    public void One_frame_is_looked_at_once()
    {
        Come(frames: 10, Interval);

        _lag.Measure(_frame, _captured, _arrived + TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.Zero, _lag.Now);
    }

    private void Come(int frames, TimeSpan apart)
    {
        for (int i = 0; i < frames; i++)
        {
            (_frame, _captured, _arrived) = (_frame.Next, _captured + Interval, _arrived + apart);
            _lag.Measure(_frame, _captured, _arrived);
        }
    }
}
