using ScreenShare.Broadcaster.Broadcasting;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

public class FramePaceTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_first_beat_is_at_once_and_the_next_an_interval_later()
    {
        var pace = new FramePace(10, _time);
        DateTimeOffset start = _time.GetUtcNow();
        await pace.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(start, _time.GetUtcNow());

        Task second = pace.WaitAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(second.IsCompleted);
        await _time.AdvanceToNextTimerAsync();
        await second;

        Assert.Equal(start + TimeSpan.FromMilliseconds(100), _time.GetUtcNow());
    }

    [Fact]
    public async Task Beats_that_were_missed_are_left_out()
    {
        var pace = new FramePace(10, _time);
        DateTimeOffset start = _time.GetUtcNow();
        await pace.WaitAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMilliseconds(530));
        await pace.WaitAsync(TestContext.Current.CancellationToken);
        Task next = pace.WaitAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(next.IsCompleted);
        await _time.AdvanceToNextTimerAsync();
        await next;

        Assert.Equal(start + TimeSpan.FromMilliseconds(600), _time.GetUtcNow());
    }
}
