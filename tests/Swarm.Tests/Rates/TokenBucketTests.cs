using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Tests.Rates;

public sealed class TokenBucketTests
{
    [Fact]
    public void Over_time_exactly_the_rate_goes_out()
    {
        var bucket = new TokenBucket(100_000, Instant.Zero);
        Instant now = Instant.Zero;
        long sent = 0;
        while (now < Instant.Zero + TimeSpan.FromSeconds(10))
        {
            if (bucket.Next(now) is { } next)
            {
                now = next;
                continue;
            }

            bucket.Spend(16_000, now);
            sent += 16_000;
        }

        Assert.InRange(sent, 1_000_000 - 16_000, 1_000_000 + 32_000);
    }

    [Fact]
    public void Without_a_limit_nothing_waits()
    {
        var bucket = new TokenBucket(null, Instant.Zero);
        bucket.Spend(int.MaxValue, Instant.Zero);

        Assert.True(bucket.MaySend(Instant.Zero));
        Assert.Null(bucket.Next(Instant.Zero));
    }

    [Fact]
    public void A_limit_set_while_running_holds_from_then_on()
    {
        var bucket = new TokenBucket(null, Instant.Zero);
        bucket.SetRate(1000, Instant.Zero);
        bucket.Spend(1000, Instant.Zero);

        Assert.False(bucket.MaySend(Instant.Zero + TimeSpan.FromMilliseconds(990)));
        Assert.True(bucket.MaySend(Instant.Zero + TimeSpan.FromMilliseconds(1010)));
    }
}
