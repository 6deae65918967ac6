using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Tests;

/// <summary>The bounds against figures that were computed apart from this code.</summary>
public sealed class BoundsTests
{
    private const double Chunk = 16 * 1024;
    private static readonly BlobLinks Equal = BlobLinks.FromMegabits(8, [8], [32]);
    private static readonly BlobLinks Unequal = BlobLinks.FromMegabits(8, [8, 1, 2, 4, 8, 16, 16, 32, 32], [32]);

    [Fact]
    public void The_fluid_bound_of_a_source_as_fast_as_its_viewers_is_its_own_sending()
    {
        Assert.Equal(0.8, Bounds.Fluid(800_000, Equal), 6);
        Assert.Equal(0.8, Bounds.Fluid(800_000, Unequal), 6);
    }

    [Fact]
    public void A_slow_viewer_or_slow_uplinks_together_may_bound_it_instead()
    {
        Assert.Equal(6.4, Bounds.Fluid(800_000, BlobLinks.FromMegabits(8, [8], [1, 32])), 6);
        Assert.Equal(8 * 0.8 / 1.5, Bounds.Fluid(800_000, BlobLinks.FromMegabits(8, [8, 0.5], [32])), 6);
    }

    [Theory]
    [InlineData(800_000, 16_384, 1.11)]
    [InlineData(8_000_000, 16_384, 1.054)]
    [InlineData(800_000, 4096, 1.07)]
    public void The_discrete_bound_on_equal_links_counts_headers_and_the_last_chunks_rounds(double bytes, double chunk, double ratio)
    {
        double chunks = Math.Ceiling(bytes / chunk);
        double rounds = chunks - 1 + 4; // 8 viewers and the source: four doublings

        Assert.Equal(rounds * chunk * 1514 / 1448 / 1e6, Bounds.Discrete(bytes, chunk, Equal), 6);
        Assert.Equal(ratio, Bounds.Discrete(bytes, chunk, Equal) / Bounds.Fluid(bytes, Equal), 0.006);
    }

    [Fact]
    public void The_discrete_bound_on_unequal_links_doubles_at_the_fastest_uplink()
    {
        double chunkAt8 = Chunk * 1514 / 1448 / 1e6;

        Assert.Equal((49 * chunkAt8) + (3 * chunkAt8 / 4), Bounds.Discrete(800_000, Chunk, Unequal), 6);
    }

    [Theory]
    [InlineData(7, 16_384, 0.089)]
    [InlineData(25, 4096, 0.062)]
    public void The_postal_bound_of_an_isolated_frame(int chunks, double chunkBytes, double seconds) =>
        Assert.Equal(seconds, new PostalBound(chunks, chunkBytes, 1000, 12.5e6, 12.5e6, 0.02).IsolatedFrame(), 0.002);

    /// <summary>Here the chunks of 100,000 bytes are equal, as they are when they are sent.</summary>
    [Theory]
    [InlineData(7, 0.094)]
    [InlineData(25, 0.075)]
    public void The_postal_bound_of_a_stream(int chunks, double seconds) =>
        Assert.Equal(seconds, new PostalBound(chunks, 100_000.0 / chunks, 1000, 12.5e6, 12.5e6, 0.02).Streaming(30), 0.002);

    [Fact]
    public void A_stream_beyond_the_sources_uplink_has_no_bound() =>
        Assert.Equal(double.PositiveInfinity, new PostalBound(7, 16_384, 1000, 2e6, 12.5e6, 0.02).Streaming(30));

    [Fact]
    public void Half_of_the_viewers_have_a_frame_before_the_last()
    {
        var bound = new PostalBound(7, 14_286, 1000, 12.5e6, 12.5e6, 0.02);

        Assert.InRange(bound.Streaming(30, 0.5), 0.05, bound.Streaming(30) - 0.002);
    }
}
