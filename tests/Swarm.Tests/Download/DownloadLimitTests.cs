using ScreenShare.Swarm.Download;

namespace ScreenShare.Swarm.Tests.Download;

public sealed class DownloadLimitTests
{
    private static readonly Instant Start = Instant.Zero + TimeSpan.FromSeconds(1);

    private readonly DownloadLimit _limit = new(100_000, Instant.Zero);

    [Fact]
    public void Asking_goes_into_debt_once_and_waits_it_off()
    {
        _limit.Observe(Start);
        Assert.True(_limit.MayAsk());
        Assert.Null(_limit.NextTimeout);

        _limit.Spend(12_000); // 20 ms' worth, 2,000, were there

        Assert.False(_limit.MayAsk());
        TimeSpan wait = _limit.NextTimeout!.Value - Start;
        Assert.InRange(wait.TotalMilliseconds, 100, 101);
        _limit.Observe(Start + wait);
        Assert.True(_limit.MayAsk());
        Assert.Null(_limit.NextTimeout);
    }

    [Fact]
    public void What_does_not_come_is_given_back()
    {
        _limit.Observe(Start);
        _limit.Spend(12_000);
        Assert.False(_limit.MayAsk());

        _limit.Spend(-12_000);

        Assert.True(_limit.MayAsk());
    }

    [Fact]
    public void Lifted_it_holds_nothing_back_from_the_next_look_on()
    {
        _limit.Observe(Start);
        _limit.Spend(1_000_000);
        Assert.False(_limit.MayAsk());

        _limit.SetRate(null, Start);

        Assert.Equal(Start, _limit.NextTimeout); // what waits is looked at again now
        _limit.Observe(Start);
        Assert.True(_limit.MayAsk());
    }
}
