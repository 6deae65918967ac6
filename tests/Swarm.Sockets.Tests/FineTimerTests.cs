namespace ScreenShare.Swarm.Sockets.Tests;

public sealed class FineTimerTests
{
    [Fact]
    public async Task A_timer_rings_once_each_time_it_is_set_and_never_early()
    {
        CancellationToken cancellation = Patience.Token();
        var rings = new SemaphoreSlim(0);
        using var timer = new FineTimer(static state => ((SemaphoreSlim)state!).Release(), rings);

        for (int set = 0; set < 20; set++)
        {
            long start = TimeProvider.System.GetTimestamp();
            timer.Change(TimeSpan.FromMilliseconds(2), Timeout.InfiniteTimeSpan);
            await rings.WaitAsync(cancellation);

            Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(2));
        }

        Assert.Equal(0, rings.CurrentCount);
    }

    [Fact]
    public async Task Setting_it_earlier_takes_the_place_of_what_was_set_before()
    {
        CancellationToken cancellation = Patience.Token();
        var rings = new SemaphoreSlim(0);
        using var timer = new FineTimer(static state => ((SemaphoreSlim)state!).Release(), rings);

        timer.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);

        await rings.WaitAsync(cancellation);
    }

    [Fact]
    public void A_disposed_timer_is_gone_at_once_and_cannot_be_set()
    {
        var timer = new FineTimer(static _ => { }, null);
        timer.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        timer.Dispose();

        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }
}
