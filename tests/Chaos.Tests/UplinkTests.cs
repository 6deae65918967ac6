using ScreenShare.Swarm;
using ScreenShare.Swarm.Upload;

namespace ScreenShare.Chaos.Tests;

public sealed class UplinkTests
{
    [Fact]
    public void Peers_that_do_not_read_what_they_were_sent_take_no_room_from_others_for_long()
    {
        var uplink = new Uplink();
        Instant now = Instant.Zero;
        for (int i = 0; i < 100; i++) // a megabyte a second
        {
            uplink.HandleHanded(new ConnectionId(1), 10_000, now);
            now += TimeSpan.FromMilliseconds(10);
            uplink.HandleTaken(new ConnectionId(1), now);
        }

        for (int stuck = 10; uplink.HasRoom(now); stuck++)
            uplink.HandleHanded(new ConnectionId(stuck), SwarmLimits.SendBatchBytes, now);
        now += TimeSpan.FromSeconds(1);

        Assert.True(uplink.HasRoom(now));
        for (int i = 0; i < 3; i++)
        {
            uplink.HandleHanded(new ConnectionId(1), SwarmLimits.SendBatchBytes, now);
            now += TimeSpan.FromSeconds(SwarmLimits.SendBatchBytes / 1e6);
            uplink.HandleTaken(new ConnectionId(1), now);
        }

        double rate = uplink.Measured.BytesPerSecond!.Value; // measured above
        uplink.HandleTaken(new ConnectionId(10), now);
        Assert.Equal(rate, uplink.Measured.BytesPerSecond!.Value); // the peer's slowness says nothing of the uplink
    }
}
