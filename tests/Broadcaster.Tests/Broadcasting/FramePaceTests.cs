using Microsoft.Extensions.Time.Testing;
using ScreenShare.Broadcaster.Broadcasting;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

public class FramePaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_first_beat_is_at_once_and_the_next_an_interval_later()
    {
        var pace = new FramePace(10, _time);
        Assert.True(pace.WaitAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted);

        Task second = pace.WaitAsync(TestContext.Current.CancellationToken).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await second;
    }

    [Fact]
    public async Task Beats_that_were_missed_are_left_out()
    {
        var pace = new FramePace(10, _time);
        await pace.WaitAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMilliseconds(530));
        await pace.WaitAsync(TestContext.Current.CancellationToken);
        Task next = pace.WaitAsync(TestContext.Current.CancellationToken).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(69));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await next;
    }
}
