using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

public sealed class DelayTallyTests
{
    [Fact]
    public void Without_delays_there_is_no_percentile() => Assert.Null(new DelayTally().Percentile(50));

    [Fact]
    public void A_percentile_is_the_nearest_rank()
    {
        DelayTally tally = Of([40, 10, 30, 20]);

        Assert.Equal(10, tally.Percentile(1));
        Assert.Equal(20, tally.Percentile(50));
        Assert.Equal(30, tally.Percentile(51));
        Assert.Equal(40, tally.Percentile(95));
        Assert.Equal(40, tally.Percentile(100));
    }

    [Fact]
    public void Ninety_five_of_a_hundred_delays_are_within_the_95th_percentile()
    {
        DelayTally tally = Of(Enumerable.Range(1, 100).Reverse());

        Assert.Equal(95, tally.Percentile(95));
    }

    [Fact]
    public void Clocks_that_disagree_may_make_a_delay_negative() => Assert.Equal(-5, Of([-5]).Percentile(50));

    [Fact]
    public void Only_the_newest_delays_are_kept()
    {
        DelayTally tally = Of(Enumerable.Repeat(1, DelayTally.KeptMax));

        for (int i = 0; i < DelayTally.KeptMax / 2 + 1; i++)
            tally.Add(TimeSpan.FromMilliseconds(9));

        Assert.Equal(9, tally.Percentile(50));
        Assert.Equal(1, tally.Percentile(49));
    }

    private static DelayTally Of(IEnumerable<int> milliseconds)
    {
        var tally = new DelayTally();
        foreach (int delay in milliseconds)
            tally.Add(TimeSpan.FromMilliseconds(delay));
        return tally;
    }
}
