using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>When whoever says that it is the source is left, and when not.</summary>
public sealed class StandingSourceTests
{
    [Fact]
    public void One_that_says_it_is_the_source_and_sends_nothing_is_left_for_whom_all_had_to_be_pulled_from()
    {
        var fixture = new StandingFixture("00", "11");
        fixture.Pass(5);
        Assert.Equal("aa", fixture.Asked(2));

        for (int i = 0; i < 8; i++)
        {
            fixture.Requests.HandlePushed(fixture.Peer('a'), fixture.Frame, fixture.ChunkOf(0), isUseful: false, fixture.Now);
            fixture.Tell('b');
            fixture.Requests.HandleHeard(fixture.Peer('b'), fixture.Frame, fixture.ChunkOf(1), fixture.Now);
            for (int tick = 0; tick < 10; tick++)
            {
                fixture.Peer('a').LastReceived = fixture.Now; // it is there, but what it has sent is of no use
                fixture.Pass(0.05);
            }

            fixture.Requests.HandlePulled(fixture.Peer('b'), 0, fixture.Now);
            fixture.Requests.HandlePulled(fixture.Peer('b'), 1, fixture.Now);
        }

        Assert.Equal("bb", fixture.Asked(2));
        fixture.Say('a', said => said with { Burden = 1 }); // it says so again
        fixture.Pass(5);
        Assert.Equal("bb", fixture.Asked(2));
    }

    [Fact]
    public void The_source_is_not_left_for_what_is_late_after_a_pause()
    {
        var fixture = new StandingFixture("0", "1");
        fixture.Pass(5); // nothing was published

        for (int i = 0; i < 3; i++)
        {
            fixture.Peer('a').LastReceived = fixture.Now; // it is there
            fixture.Tell('b');
            fixture.Pass(0.2);
            fixture.Requests.HandlePulled(fixture.Peer('b'), 0, fixture.Now);
        }

        Assert.Equal("a", fixture.Asked(1));
    }

    [Fact]
    public void A_stripe_that_the_source_gives_to_another_is_asked_of_another_at_once()
    {
        var fixture = new StandingFixture("0", "2");
        fixture.Pass(0.05);
        fixture.Push('a');

        fixture.Say('a', said => said with { Refused = new StripeSet(1) });
        fixture.Pass(0.05);

        Assert.Equal("b", fixture.Asked(1)); // nothing comes from the source any more
    }

    [Fact]
    public void Who_is_to_take_the_parents_place_takes_it_when_the_parent_has_lost_its_own()
    {
        var fixture = new StandingFixture("0", "1");
        fixture.Say('a', said => said with { Refused = new StripeSet(1) });
        fixture.Pass(0.05);
        fixture.Flow('b', seconds: 3);
        fixture.Say('a', said => said with { Refused = default }); // the source gives it to this node now
        Assert.Equal("Ab", fixture.Asked(1));

        fixture.Say('b', said => said with { Depths = StandingFixture.Depths(".") });

        Assert.Equal("a", fixture.Asked(1));
    }
}
