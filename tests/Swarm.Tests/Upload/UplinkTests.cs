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
        Assert.Null(_uplink.BytesPerSecond);
        Assert.Equal(0, _uplink.BatchBytes); // beyond the first
    }

    [Theory]
    [InlineData(125_000, 0, 1_000)] // 1 Mbit/s: one piece
    [InlineData(12_500_000, 16_000, SwarmLimits.SendBatchBytes)] // 100 Mbit/s: some milliseconds' worth at most
    [InlineData(1_000_000_000, SwarmLimits.SendBatchBytes, SwarmLimits.SendBatchBytes)]
    public void A_batch_is_as_long_as_the_uplink_sends_in_little_time(double bytesPerSecond, int least, int most)
    {
        Send(bytesPerSecond, batches: 20);

        Assert.InRange(_uplink.BytesPerSecond!.Value, 0.99 * bytesPerSecond, 1.01 * bytesPerSecond); // measured, so there
        Assert.InRange(_uplink.BatchBytes, least, most);
    }

    [Fact]
    public void An_uplink_that_slows_down_has_shorter_batches()
    {
        Send(12_500_000, batches: 20);
        int before = _uplink.BatchBytes;

        Send(1_250_000, batches: 200);

        Assert.InRange(_uplink.BatchBytes, 1, before / 5);
    }

    private void Send(double bytesPerSecond, int batches)
    {
        const int bytes = 16 * 1024;
        for (int i = 0; i < batches; i++)
        {
            _uplink.HandleHanded(Connection, bytes, _now);
            _now += TimeSpan.FromSeconds(bytes / bytesPerSecond);
            _uplink.HandleOut(Connection, _now);
        }
    }
}
