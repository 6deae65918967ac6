using ScreenShare.Swarm.Upload;

namespace ScreenShare.Swarm.Tests.Upload;

/// <summary>What an uplink of 1 MB/s behind transports that buffer seems to be, and what is promised of it.</summary>
public sealed class UplinkMeterTests
{
    private const int Batch = 10_000;

    private readonly UplinkMeter _meter = new();
    private Instant _now = Instant.Zero + TimeSpan.FromSeconds(100);

    [Fact]
    public void Before_anything_was_measured_nothing_is_promised()
    {
        Assert.Null(_meter.BytesPerSecond);
        Assert.Null(_meter.PromisedBytesPerSecond);
    }

    [Fact]
    public void Bursts_that_vanish_in_buffers_promise_little_more_than_they_carry()
    {
        Burst(bytesPerSecond: 800_000, seconds: 40);

        Assert.True(_meter.ReliableBytesPerSecond > 5_000_000); // so it seems
        Assert.InRange(Promised, 1_150_000, 1_250_000);
    }

    [Fact]
    public void Who_has_carried_more_promises_more()
    {
        Burst(bytesPerSecond: 800_000, seconds: 40);

        Burst(bytesPerSecond: 1_200_000, seconds: 2);

        Assert.InRange(Promised, 1_750_000, 1_850_000);
    }

    [Fact]
    public void Who_has_hardly_anything_to_send_promises_what_any_uplink_can()
    {
        Burst(bytesPerSecond: 100_000, seconds: 320);

        Assert.Equal(1_000_000, Promised);
    }

    [Fact]
    public void What_it_did_when_it_was_full_is_promised_and_no_more()
    {
        Burst(bytesPerSecond: 1_200_000, seconds: 40);

        Full(bytesPerSecond: 1_000_000, seconds: 0.5);

        Assert.InRange(Promised, 990_000, 1_010_000);
    }

    [Fact]
    public void A_slow_one_is_known_before_long()
    {
        Full(bytesPerSecond: 125_000, seconds: 0.4);

        Assert.Null(_meter.BytesPerSecond); // only what is certain
        Assert.InRange(Promised, 120_000, 130_000);
    }

    [Fact]
    public void One_that_is_full_no_longer_is_promised_to_be_faster_by_and_by()
    {
        Burst(bytesPerSecond: 400_000, seconds: 80);
        Full(bytesPerSecond: 500_000, seconds: 0.5);
        Burst(bytesPerSecond: 400_000, seconds: 8);
        Assert.InRange(Promised, 490_000, 510_000);

        Burst(bytesPerSecond: 400_000, seconds: 60);

        Assert.InRange(Promised, 600_000, 1_000_000);
    }

    private double Promised => _meter.PromisedBytesPerSecond ?? double.NaN;

    /// <summary>Each batch is taken at once, and then there is a pause.</summary>
    private void Burst(double bytesPerSecond, double seconds)
    {
        for (Instant end = _now + TimeSpan.FromSeconds(seconds); _now < end;)
        {
            _meter.HandleBusy(_now);
            _now += TimeSpan.FromMilliseconds(1);
            _meter.HandleTaken(Batch, _now);
            _now += TimeSpan.FromSeconds(Batch / bytesPerSecond) - TimeSpan.FromMilliseconds(1);
            _meter.HandleTick(_now);
        }
    }

    /// <summary>There is always more to take.</summary>
    private void Full(double bytesPerSecond, double seconds)
    {
        _meter.HandleBusy(_now);
        for (Instant end = _now + TimeSpan.FromSeconds(seconds); _now < end;)
        {
            _now += TimeSpan.FromSeconds(Batch / bytesPerSecond);
            _meter.HandleTaken(Batch, _now);
            _meter.HandleTick(_now);
        }
    }
}
