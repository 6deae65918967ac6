using ScreenShare.Swarm.Upload;

namespace ScreenShare.Swarm.Tests.Upload;

public sealed class UplinkTests
{
    private static readonly ConnectionId Connection = new(1);

    private readonly Uplink _uplink = new();
    private Instant _now = Instant.Zero;

    [Fact]
    public void Before_anything_is_measured_a_batch_is_one_piece()
    {
        Assert.Null(_uplink.Measured.BytesPerSecond);
        Assert.Equal(0, _uplink.BatchBytes); // beyond the first
    }

    [Theory]
    [InlineData(125_000, 0, 1_000)] // 1 Mbit/s: one piece
    [InlineData(12_500_000, 16_000, SwarmLimits.SendBatchBytes)] // 100 Mbit/s: some milliseconds' worth at most
    [InlineData(1_000_000_000, SwarmLimits.SendBatchBytes, SwarmLimits.SendBatchBytes)]
    public void A_batch_is_as_long_as_the_uplink_sends_in_little_time(double bytesPerSecond, int least, int most)
    {
        Send(bytesPerSecond, seconds: 2);

        Assert.InRange(_uplink.Measured.BytesPerSecond!.Value, 0.99 * bytesPerSecond, 1.01 * bytesPerSecond); // measured, so there
        Assert.InRange(_uplink.BatchBytes, least, most);
    }

    [Fact]
    public void An_uplink_that_slows_down_has_shorter_batches()
    {
        Send(12_500_000, seconds: 2);
        int before = _uplink.BatchBytes;

        Send(1_250_000, seconds: 5);

        Assert.InRange(_uplink.BatchBytes, 1, before / 5);
    }

    [Fact]
    public void What_can_be_relied_on_is_the_least_of_the_last_seconds()
    {
        Send(1_250_000, seconds: 2);
        _uplink.HandleTick(_now);
        Send(12_500_000, seconds: 5);
        _uplink.HandleTick(_now);
        Assert.InRange(_uplink.Measured.ReliableBytesPerSecond!.Value, 1_240_000, 1_260_000); // looked at twice, so there

        for (int i = 0; i < 5; i++)
        {
            Send(12_500_000, seconds: 5.1);
            _uplink.HandleTick(_now);
        }

        Assert.InRange(_uplink.Measured.ReliableBytesPerSecond!.Value, 12_400_000, 12_600_000); // as above
    }

    private void Send(double bytesPerSecond, double seconds)
    {
        const int bytes = 16 * 1024;
        for (Instant end = _now + TimeSpan.FromSeconds(seconds); _now < end;)
        {
            _uplink.HandleHanded(Connection, bytes, _now);
            _now += TimeSpan.FromSeconds(bytes / bytesPerSecond);
            _uplink.HandleOut(Connection, _now);
        }
    }
}
