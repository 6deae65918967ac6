using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Download;

public sealed class StealingTests
{
    private static readonly Instant Start = Instant.Zero + TimeSpan.FromSeconds(10);

    [Fact]
    public void An_idle_fast_peer_takes_the_chunk_a_slow_one_would_deliver_last()
    {
        var fixture = SlowHoldsThree();

        Assert.True(Stealing.TryPick(fixture.Queue, fixture.Neighbours, fixture.Peer(2), TimeSpan.Zero, Start, out _, out int number));
        Assert.Equal(2, number);
    }

    [Fact]
    public void Nothing_is_stolen_from_a_peer_that_will_be_sooner()
    {
        var fixture = SlowHoldsThree();

        Assert.False(Stealing.TryPick(fixture.Queue, fixture.Neighbours, fixture.Peer(1), TimeSpan.Zero, Start, out _, out _));
    }

    [Fact]
    public void A_chunk_asked_for_twice_is_not_asked_for_a_third_time()
    {
        var fixture = SlowHoldsThree();
        for (int chunk = 0; chunk < 3; chunk++)
            fixture.Download.Claim(chunk, fixture.Peer(3).Connection);

        Assert.False(Stealing.TryPick(fixture.Queue, fixture.Neighbours, fixture.Peer(2), TimeSpan.Zero, Start, out _, out _));
    }

    [Fact]
    public void An_overdue_chunk_is_expected_the_later_the_longer_it_is_overdue()
    {
        var fixture = SlowHoldsThree();
        Pipeline slow = fixture.Peer(1).Pipeline;

        TimeSpan Left(double seconds)
        {
            Instant now = Start + TimeSpan.FromSeconds(seconds);
            return slow.ArrivalOf(QueueFixture.Chunk(0), now) - now;
        }

        Assert.True(Left(5) > Left(2));
        Assert.True(Left(2) > Left(0.1));
    }

    /// <summary>Peer 1 takes 100 ms a chunk and has been asked for all three; peers 2 and 3 take 5 ms and have them too.</summary>
    private static QueueFixture SlowHoldsThree()
    {
        var fixture = new QueueFixture("***", "***", "***");
        fixture.Pace(1, 100, Instant.Zero);
        fixture.Pace(2, 5, Instant.Zero);
        fixture.Pace(3, 5, Instant.Zero);
        for (int chunk = 0; chunk < 3; chunk++)
        {
            fixture.Download.Claim(chunk, fixture.Peer(1).Connection);
            fixture.Peer(1).Pipeline.Request(QueueFixture.Chunk(chunk), QueueFixture.ChunkBytes, Start);
        }

        return fixture;
    }
}
