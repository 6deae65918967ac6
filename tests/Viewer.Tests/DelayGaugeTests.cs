using ScreenShare.Broadcaster.Tests;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Viewer.Tests;

/// <summary>Whoever's clock is wrong, and whenever it is set: a delay that is shown is never negative and never a time of day.</summary>
public sealed class DelayGaugeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly ManualTime _time = new(Now);
    private readonly long _began;
    private readonly DelayGauge _gauge;
    private TimeSpan _broadcasterAhead;
    private bool _hasStarted;

    public DelayGaugeTests()
    {
        _gauge = new DelayGauge(_time);
        _began = _time.GetTimestamp();
    }

    [Fact]
    public void With_clocks_that_agree_it_is_the_difference()
    {
        FrameDelay delay = Show(late: TimeSpan.FromMilliseconds(80));

        Assert.Equal((Way + TimeSpan.FromMilliseconds(80), null), (delay.Delay, delay.ClocksApart));
        Assert.Equal(_time.GetUtcNow() - delay.Delay, delay.CaptureTime);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(2)]
    [InlineData(-40)]
    [InlineData(-1_700_000_000)]
    [InlineData(200_000_000_000)]
    public void A_broadcasters_clock_that_is_plainly_wrong_is_found_out_and_only_what_comes_on_top_is_a_delay(long secondsAhead)
    {
        _broadcasterAhead = TimeSpan.FromSeconds(secondsAhead);
        FrameDelay first = Show();
        FrameDelay late = Show(late: TimeSpan.FromSeconds(3));
        FrameDelay soonAgain = Show();

        Assert.Equal((TimeSpan.Zero, Way - _broadcasterAhead), (first.Delay, first.ClocksApart));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.Zero), (late.Delay, soonAgain.Delay));
    }

    [Fact]
    public void Clocks_as_far_apart_as_time_servers_leave_them_are_no_news_and_make_no_negative_delay()
    {
        _broadcasterAhead = 2 * Way;

        FrameDelay delay = Show();

        Assert.Equal((TimeSpan.Zero, null), (delay.Delay, delay.ClocksApart));
    }

    [Fact]
    public void This_machines_clock_set_while_watching_changes_nothing()
    {
        Show();
        foreach (double seconds in (double[])[3600, -7200, 1, -1, 1e9, -2e9])
        {
            _time.Set(TimeSpan.FromSeconds(seconds));
            FrameDelay delay = Show();

            Assert.Equal((Way, null), (delay.Delay, delay.ClocksApart));
            Assert.Equal(_time.GetUtcNow() - Way, delay.CaptureTime);
        }
    }

    [Fact]
    public void This_machines_clock_put_right_while_watching_is_believed_again()
    {
        _time.Set(TimeSpan.FromDays(-2));
        var gauge = new DelayGauge(_time);
        Assert.NotNull(gauge.Measure(Captured(Now, starts: true)).ClocksApart);

        _time.Set(TimeSpan.FromDays(2));
        _time.Advance(Way);

        Assert.Equal((Way, null), (gauge.Measure(Captured(Now)).Delay, gauge.Measure(Captured(Now)).ClocksApart));
    }

    [Fact]
    public void A_machine_that_slept_goes_by_its_clock_as_it_is_then()
    {
        Show();
        _time.Set(TimeSpan.FromHours(8)); // the clock that is never set stands still meanwhile
        _broadcasterAhead = TimeSpan.FromHours(8);

        FrameDelay delay = Show();

        Assert.Equal((Way, null), (delay.Delay, delay.ClocksApart));
    }

    [Fact]
    public void A_picture_that_comes_ever_later_is_late_however_late_it_is()
    {
        Show();

        FrameDelay delay = Show(late: TimeSpan.FromMinutes(10));

        Assert.Equal((Way + TimeSpan.FromMinutes(10), null), (delay.Delay, delay.ClocksApart));
    }

    [Fact]
    public void A_broadcasters_clock_set_back_in_a_session_begins_all_anew()
    {
        Show();
        _broadcasterAhead = TimeSpan.FromHours(-1);

        Assert.Equal(TimeSpan.Zero, Show().Delay);
        Assert.Equal(TimeSpan.FromSeconds(1), Show(late: TimeSpan.FromSeconds(1)).Delay);
    }

    private FrameDelay Show(TimeSpan late = default)
    {
        _time.Advance(Frame + late);
        DateTimeOffset trueTime = Now + _time.GetElapsedTime(_began);
        ReleasedFrame frame = Captured(trueTime - Way - late + _broadcasterAhead, starts: !_hasStarted);
        _hasStarted = true;
        return _gauge.Measure(frame);
    }

    private static ReleasedFrame Captured(DateTimeOffset at, bool starts = false) => new()
    {
        Session = default,
        Frame = FrameNumber.First,
        Kind = ManifestKind.Delta,
        CaptureTime = at,
        Parameters = new StreamParameters(1, StreamParameters.ChunkCapacityUsual, []),
        StartsSession = starts,
        SkippedFrames = 0,
        Records = [],
    };
}
