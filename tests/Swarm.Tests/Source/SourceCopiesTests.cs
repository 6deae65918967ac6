using ScreenShare.Swarm.Source;

namespace ScreenShare.Swarm.Tests.Source;

/// <summary>How many copies of each chunk the source sends.</summary>
public sealed class SourceCopiesTests
{
    private readonly SourceCopies _copies = new();
    private Instant _now = Instant.Zero + TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(3, 1)] // one tree a stripe is as shallow as two
    [InlineData(50, 2)] // trees should not be built twice
    public void Before_the_first_frame_it_depends_on_how_many_there_are(int receivers, int copies)
    {
        _copies.Decide(receivers, limit: null, measured: null);

        Assert.Equal(copies, _copies.Count);
    }

    [Theory]
    [InlineData(3_000_000, null, 2)]
    [InlineData(1_500_000, null, 1)] // 1.35 copies, with a tenth to spare
    [InlineData(300_000, null, 1)] // less than the stream: it is sent all the same
    [InlineData(null, null, 2)] // not measured
    [InlineData(null, 1_500_000, 1)]
    [InlineData(3_000_000, 1_500_000, 1)]
    [InlineData(90_000_000, null, 2)] // never more
    public void A_stream_is_sent_as_often_as_the_uplink_takes(int? measured, int? limit, int copies)
    {
        Stream(bytesPerSecond: 1_000_000);

        _copies.Decide(50, limit, measured);

        Assert.Equal(copies, _copies.Count);
    }

    [Fact]
    public void A_frame_that_takes_long_is_sent_once()
    {
        _copies.HandlePublish(8_000_000, _now);

        _copies.Decide(50, limit: null, measured: 12_000_000);

        Assert.Equal(1, _copies.Count);
    }

    [Fact]
    public void A_second_copy_is_not_added_by_noise()
    {
        Stream(bytesPerSecond: 1_000_000);
        _copies.Decide(50, limit: null, measured: 1_500_000);

        _copies.Decide(50, limit: null, measured: 2_300_000); // 2.07 copies
        Assert.Equal(1, _copies.Count);
        _copies.Decide(50, limit: null, measured: 2_600_000); // 2.34
        Assert.Equal(2, _copies.Count);
        _copies.Decide(50, limit: null, measured: 2_300_000);
        Assert.Equal(2, _copies.Count);
    }

    private void Stream(long bytesPerSecond)
    {
        for (int frame = 0; frame < 300; frame++)
        {
            _now += TimeSpan.FromSeconds(1) / 30;
            _copies.HandlePublish(bytesPerSecond / 30, _now);
        }
    }
}
