using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Tests.Rates;

public sealed class LowestLatelyTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5.1);

    private Instant _now = Instant.Zero + TimeSpan.FromSeconds(100);

    [Fact]
    public void The_least_counts_until_it_is_five_seconds_old_and_at_most_ten()
    {
        LowestLately lowest = Begun(recovery: 1);
        lowest.Add(3);
        lowest.Add(2);
        lowest.Add(4);
        Assert.Equal(2, lowest.Value);

        Pass(lowest);
        lowest.Add(5);
        Assert.Equal(2, lowest.Value);

        Pass(lowest);
        Assert.Equal(5, lowest.Value);
    }

    [Fact]
    public void Without_a_measurement_it_recovers_and_is_never_forgotten()
    {
        LowestLately lowest = Begun(recovery: 1.5);
        Assert.Null(lowest.Value);
        lowest.Add(2);

        Pass(lowest);
        Assert.Equal(2, lowest.Value);
        Pass(lowest);
        Assert.Equal(3, lowest.Value);
    }

    private LowestLately Begun(double recovery)
    {
        var lowest = new LowestLately(recovery);
        lowest.HandleTick(_now);
        return lowest;
    }

    private void Pass(LowestLately lowest)
    {
        _now += Window;
        lowest.HandleTick(_now);
    }
}
