using ScreenShare.Swarm.Upload;

namespace ScreenShare.Swarm.Tests.Upload;

public sealed class UplinkTests
{
    private const int Batch = 16 * 1024;

    private static readonly ConnectionId Connection = new(1);
    private static readonly ConnectionId Slow = new(2);

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

    [Fact]
    public void A_peer_that_reads_slowly_holds_the_others_up_for_one_turn()
    {
        Send(12_500_000, seconds: 2);
        double rate = _uplink.Measured.BytesPerSecond!.Value; // measured, so there

        Assert.Equal(20, HeldUpBySlowPeer(), 1.0);
        Assert.Equal(0, HeldUpBySlowPeer());
        Assert.Equal(rate, _uplink.Measured.BytesPerSecond!.Value, rate / 100);
    }

    [Fact]
    public void One_that_was_slow_is_trusted_again_when_it_has_read_fast_for_a_while()
    {
        Send(12_500_000, seconds: 2);
        HeldUpBySlowPeer();

        Send(Slow, 12_500_000); // its buffers are empty after a pause
        Assert.Equal(0, HeldUpBySlowPeer());

        for (int i = 0; i < 1000; i++)
            Send(Slow, 12_500_000);
        Assert.Equal(20, HeldUpBySlowPeer(), 1.0);
    }

    [Fact]
    public void An_uplink_on_which_nobody_is_any_faster_has_become_slow()
    {
        Send(12_500_000, seconds: 2);

        for (int i = 0; i < 20; i++)
            Send(new ConnectionId(10 + (i % 5)), 125_000);

        Assert.InRange(_uplink.Measured.BytesPerSecond!.Value, 100_000, 400_000); // measured, so there
    }

    [Fact]
    public void Before_it_is_measured_the_turn_of_one_peer_ends_and_then_others_wait_for_each_other()
    {
        _uplink.HandleHanded(Slow, Batch, _now);
        _now += TimeSpan.FromMilliseconds(150);
        Assert.True(_uplink.HasRoom(_now));

        _uplink.HandleHanded(Connection, Batch, _now);
        Assert.Equal(_now + TimeSpan.FromMilliseconds(500), _uplink.NextRoom(_now));

        _uplink.HandleTaken(Slow, _now);
        Assert.Equal(_now + TimeSpan.FromMilliseconds(150), _uplink.NextRoom(_now));
    }

    [Fact]
    public void What_a_lost_connection_was_handed_leaves_its_room()
    {
        _uplink.HandleHanded(Slow, Batch, _now);
        Assert.False(_uplink.HasRoom(_now));
        Assert.Equal(_now + TimeSpan.FromMilliseconds(150), _uplink.NextRoom(_now));

        _uplink.HandleGone(Slow);

        Assert.True(_uplink.HasRoom(_now));
        Assert.Null(_uplink.NextRoom(_now));
    }

    /// <summary>
    /// A peer takes a batch in 200 ms while others are sent theirs at 12.5 MB/s, ten of them. Gives the milliseconds until the first of
    /// these could be handed on.
    /// </summary>
    private double HeldUpBySlowPeer()
    {
        Instant handed = _now;
        _uplink.HandleHanded(Slow, Batch, _now);
        while (_uplink.NextRoom(_now) is { } next)
            _now = next;
        double heldUp = (_now - handed).TotalMilliseconds;
        for (int i = 0; i < 10; i++)
            Send(Connection, 12_500_000);
        _now = handed + TimeSpan.FromMilliseconds(200);
        _uplink.HandleTaken(Slow, _now);
        return heldUp;
    }

    private void Send(ConnectionId connection, double bytesPerSecond)
    {
        _uplink.HandleHanded(connection, Batch, _now);
        _now += TimeSpan.FromSeconds(Batch / bytesPerSecond);
        _uplink.HandleTaken(connection, _now);
    }

    private void Send(double bytesPerSecond, double seconds)
    {
        for (Instant end = _now + TimeSpan.FromSeconds(seconds); _now < end;)
            Send(Connection, bytesPerSecond);
    }
}
