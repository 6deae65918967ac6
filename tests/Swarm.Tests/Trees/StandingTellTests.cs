using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>What <see cref="StandingRequests"/> tell neighbours of this node.</summary>
public sealed class StandingTellTests
{
    private const int MessageBytes = LiveMessageWriter.HeaderBytes + LiveMessageLengths.Standing;

    [Fact]
    public void Its_own_depth_is_one_more_than_its_parents()
    {
        var fixture = new StandingFixture("20.");

        fixture.Pass(0.05);
        fixture.Standings.Tell(fixture.Now);

        Assert.Equal(StandingFixture.Depths("31."), fixture.Peer('a').Standing.Ours.Depths);
    }

    [Fact]
    public void Haves_may_wait_when_every_stripe_has_a_parent()
    {
        var fixture = new StandingFixture("1111111111111111.");
        fixture.Pass(0.05);
        fixture.Standings.Tell(fixture.Now);
        Assert.False(fixture.Peer('a').Standing.Ours.HavesMayWait);

        fixture.Say('a', said => said with { Depths = StandingFixture.Depths("11111111111111111") });
        fixture.Standings.Tell(fixture.Now);

        Assert.True(fixture.Peer('a').Standing.Ours.HavesMayWait);
    }

    [Fact]
    public void The_source_asks_for_nothing_stands_at_depth_0_and_refuses_what_it_did_not_offer()
    {
        var fixture = new StandingFixture(isSource: true, "1", "1");
        fixture.Root.Give(fixture.Peer('a'), default(StripeSet).With(0));

        fixture.Pass(5);
        fixture.Tell('a');

        Assert.Equal(".", fixture.Asked(1));
        (Standing a, Standing b) = (fixture.Peer('a').Standing.Ours, fixture.Peer('b').Standing.Ours);
        Assert.Equal(StandingFixture.Depths("00000000000000000"), a.Depths);
        Assert.Equal((StripeSet.All.Without(0), StripeSet.All), (a.Refused, b.Refused));
        Assert.False(a.TakesOffers);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Who_takes_nothing_unasked_any_more_is_not_sent_what_waits_for_it(bool takesOffers, int waiting)
    {
        var fixture = new StandingFixture("1");
        var chunk = new ChunkId(default, TrackId.Full, ChunkKind.Delta, FrameNumber.First, 0);
        fixture.Peer('a').Requests.Push(new UploadRequest(chunk, fixture.Now));

        fixture.Say('a', said => said with { TakesOffers = takesOffers });

        Assert.Equal(waiting, fixture.Peer('a').Requests.Pushes.Count);
    }

    [Fact]
    public void Who_changes_its_mind_all_the_time_makes_nobody_tell_others_all_the_time()
    {
        var fixture = new StandingFixture("1", ".");
        fixture.Pass(0.05);
        fixture.Standings.Tell(fixture.Now);
        int before = fixture.Peer('b').Outbox.Bytes;

        for (int i = 0; i < 10_000; i++)
        {
            StripeDepths depths = i % 2 == 0 ? StripeDepths.Nowhere : StandingFixture.Depths("1");
            fixture.Say('a', said => said with { Depths = depths });
            fixture.Standings.Tell(fixture.Now);
            if (i % 200 == 0) fixture.Pass(0.05);
        }

        fixture.Pass(0.05);
        fixture.Standings.Tell(fixture.Now);
        int messages = (fixture.Peer('b').Outbox.Bytes - before) / MessageBytes;
        Assert.InRange(messages, 1, SwarmLimits.StandingsAtOnceMax + (3 * SwarmLimits.StandingsPerSecond)); // in 2.5 seconds
        Assert.Equal(2, fixture.Peer('b').Standing.Ours.Depths[0]); // what it said last is known
    }

    [Fact]
    public void Neighbours_are_told_what_has_changed_and_nothing_else()
    {
        var fixture = new StandingFixture("1", ".");
        fixture.Pass(0.05);
        fixture.Standings.Tell(fixture.Now);
        (int a, int b) = Outboxes();

        fixture.Pass(1);
        fixture.Standings.Tell(fixture.Now);
        Assert.Equal((a, b), Outboxes());

        fixture.Standings.HandleUplink(1_000_000, 1_000_000, 0, fixture.Now);
        fixture.Standings.Tell(fixture.Now);
        Assert.True(Outboxes().A > a && Outboxes().B > b);
        (a, b) = Outboxes();
        fixture.Standings.HandleUplink(2_000_000, 1_200_000, 0, fixture.Now); // noise
        fixture.Standings.HandleUplink(null, null, 0, fixture.Now);
        fixture.Standings.Tell(fixture.Now);
        Assert.Equal((a, b), Outboxes());

        (int A, int B) Outboxes() => (fixture.Peer('a').Outbox.Bytes, fixture.Peer('b').Outbox.Bytes);
    }
}
