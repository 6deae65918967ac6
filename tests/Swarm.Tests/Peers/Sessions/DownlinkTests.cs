using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers.Sessions;

public sealed class DownlinkTests
{
    private const int ChunkBytes = 16 * 1024;

    [Theory]
    [InlineData(400_000)]
    [InlineData(4_000_000)]
    [InlineData(40_000_000)]
    public void What_is_asked_for_settles_at_a_fraction_of_a_second_of_the_links_rate(double bytesPerSecond)
    {
        var downlink = new Downlink();
        var arrivals = new Queue<(Instant Asked, Instant At)>();
        Instant now = Instant.Zero;
        Instant linkFree = now;
        int asked = 0;
        for (int i = 0; i < 3000; i++)
        {
            while (downlink.HasRoomFor(ChunkBytes, asked, TimeSpan.FromMilliseconds(20)))
            {
                linkFree = Instant.Max(linkFree, now + TimeSpan.FromMilliseconds(20)) + TimeSpan.FromSeconds(ChunkBytes / bytesPerSecond);
                arrivals.Enqueue((now, linkFree));
                asked += ChunkBytes;
            }

            (Instant askedAt, now) = arrivals.Dequeue();
            asked -= ChunkBytes;
            downlink.HandleArrival(ChunkBytes, askedAt, now);
        }

        double queued = asked / bytesPerSecond;
        double floor = 6 * ChunkBytes / bytesPerSecond;
        Assert.InRange(queued, 0.02, Math.Max(0.25, floor));
    }
}
