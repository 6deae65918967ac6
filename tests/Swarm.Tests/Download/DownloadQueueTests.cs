using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Download;

public sealed class DownloadQueueTests
{
    [Fact]
    public void A_peer_is_asked_only_for_what_it_has()
    {
        var fixture = new QueueFixture(
            "  * ",
            "****");

        Assert.True(fixture.Queue.TryPick(fixture.Peer(1), out _, out int number, Instant.Zero));
        Assert.Equal(2, number);
    }

    [Fact]
    public void The_rarest_chunk_is_picked_first()
    {
        var fixture = new QueueFixture(
            "****",
            "** *",
            "****");

        Assert.True(fixture.Queue.TryPick(fixture.Peer(1), out _, out int number, Instant.Zero));
        Assert.Equal(2, number);
    }

    [Fact]
    public void What_is_due_first_goes_before_what_is_rare()
    {
        var fixture = new QueueFixture("**");
        ChunkDownload urgent = QueueFixture.Wanted(1, new FrameNumber(4), Instant.Zero - TimeSpan.FromSeconds(1));
        fixture.Peer(1).Haves.Add(new FrameNumber(4), 0);
        urgent.AddHolder(0, Instant.Zero);
        fixture.Queue.Add(urgent);

        Assert.True(fixture.Queue.TryPick(fixture.Peer(1), out ChunkDownload? picked, out _, Instant.Zero));
        Assert.Same(urgent, picked);
    }

    [Fact]
    public void Two_nodes_take_equally_rare_chunks_in_different_orders()
    {
        var fixture = new QueueFixture(new string('*', 64));
        var other = new DownloadQueue(shuffle: 43);
        other.Add(fixture.Download);

        fixture.Queue.TryPick(fixture.Peer(1), out _, out int ours, Instant.Zero);
        other.TryPick(fixture.Peer(1), out _, out int theirs, Instant.Zero);

        Assert.NotEqual(ours, theirs);
    }

    [Fact]
    public void A_claimed_chunk_is_not_picked_again_until_it_is_given_back()
    {
        var fixture = new QueueFixture("*");
        fixture.Download.Claim(0, fixture.Peer(1).Connection);

        Assert.False(fixture.Queue.TryPick(fixture.Peer(1), out _, out _, Instant.Zero));

        fixture.Download.Release(0, fixture.Peer(1).Connection);
        Assert.True(fixture.Queue.TryPick(fixture.Peer(1), out _, out _, Instant.Zero));
        fixture.Download.CheckInvariants();
    }

    [Fact]
    public void A_chunk_that_was_given_up_does_not_come_back_when_its_claim_does()
    {
        var fixture = new QueueFixture("*");
        fixture.Download.Claim(0, fixture.Peer(1).Connection);
        fixture.Download.UnwantFree();

        fixture.Download.Release(0, fixture.Peer(1).Connection);
        Assert.True(fixture.Download.IsFinished);
        fixture.Download.CheckInvariants();
    }

    [Fact]
    public void A_chunk_claimed_twice_is_free_only_when_both_have_given_it_back()
    {
        var fixture = new QueueFixture("*", "*");
        fixture.Download.Claim(0, fixture.Peer(1).Connection);
        fixture.Download.Claim(0, fixture.Peer(2).Connection);

        fixture.Download.Release(0, fixture.Peer(1).Connection);
        Assert.False(fixture.Download.Free[0]);
        Assert.True(fixture.Download.IsClaimedBy(0, fixture.Peer(2).Connection));

        fixture.Download.Release(0, fixture.Peer(2).Connection);
        Assert.True(fixture.Download.Free[0]);
        fixture.Download.CheckInvariants();
    }
}
