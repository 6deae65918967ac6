using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Tests.Download;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>When <see cref="StandingRequests"/> leave a parent, and when they stay with it.</summary>
public sealed class LeftParentTests
{
    private static readonly StripeSet First = default(StripeSet).With(0);

    [Fact]
    public void A_parent_that_sends_nothing_is_replaced_by_whom_the_stripe_had_to_be_pulled_from()
    {
        var fixture = new StandingFixture(".", ".");
        fixture.Tell('a');
        fixture.Pass(5);
        Assert.Equal("a", fixture.Asked(1));

        for (int i = 0; i < 20; i++)
            fixture.Requests.HandlePulled(fixture.Peer('b'), stripe: 0, fixture.Now);

        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void Who_sends_nothing_of_two_stripes_is_asked_for_no_third()
    {
        var fixture = new StandingFixture("11.", "44.");
        fixture.Pass(5);
        Assert.Equal("aa.", fixture.Asked(3));
        for (int stripe = 0; stripe < 2; stripe++)
        {
            for (int i = 0; i < 20; i++)
                fixture.Requests.HandlePulled(fixture.Peer('b'), stripe, fixture.Now);
        }

        fixture.Say('a', said => said with { Depths = StandingFixture.Depths("111") });
        fixture.Pass(5);
        Assert.Equal("bb.", fixture.Asked(3));
        fixture.Pass(60);

        Assert.Equal("aaa", fixture.Asked(3)); // it may have been a bad moment
    }

    [Fact]
    public void One_pull_may_be_chance()
    {
        var fixture = new StandingFixture(".", ".");
        fixture.Tell('a');
        fixture.Pass(5);

        fixture.Requests.HandlePulled(fixture.Peer('b'), stripe: 0, fixture.Now);

        Assert.Equal("a", fixture.Asked(1));
    }

    [Fact]
    public void A_parent_that_sends_what_another_had_long_before_is_replaced()
    {
        var fixture = new StandingFixture(".", ".");
        fixture.Tell('a');
        fixture.Flow(from: 'a', seconds: 5);

        for (int i = 0; i < 40 && fixture.Asked(1) == "a"; i++)
        {
            fixture.Tell('b');
            fixture.Pass(0.2);
            fixture.Push('a');
        }

        Assert.Equal("aB", fixture.Asked(1));
        fixture.Push('b');
        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void A_parent_that_serves_another_instead_is_left_when_somebody_else_sends()
    {
        var fixture = new StandingFixture("1", "2");
        fixture.Pass(0.05);
        fixture.Push('a');

        fixture.Say('a', said => said with { Refused = First });
        Assert.Equal("aB", fixture.Asked(1)); // it still sends
        fixture.Push('b');

        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void A_parent_of_which_nothing_comes_while_others_have_what_it_owes_is_left_at_once()
    {
        var fixture = new StandingFixture("1", "1", "4");
        fixture.Pass(0.05);
        char parent = fixture.Asked(1)[0], other = parent == 'a' ? 'b' : 'a';
        fixture.Flow(parent, seconds: 3);
        Assert.Equal($"{parent}", fixture.Asked(1));

        fixture.Pass(0.2);
        fixture.Tell('c');
        fixture.Pass(0.5);

        Assert.Equal($"{other}", fixture.Asked(1)); // long before a stripe counts as quiet
    }

    [Fact]
    public void Nobody_turns_away_from_the_source_because_something_had_to_be_pulled()
    {
        var fixture = new StandingFixture("0", "1");
        fixture.Pass(0.05);
        fixture.Flow('a', seconds: 3);

        for (int i = 0; i < 20; i++)
        {
            fixture.Flow('a', seconds: 0.2);
            fixture.Requests.HandlePulled(fixture.Peer('b'), 0, fixture.Now);
        }

        Assert.Equal("a", fixture.Asked(1));
    }

    [Fact]
    public void A_parent_that_is_silent_and_owes_nothing_stays()
    {
        var fixture = new StandingFixture("1", "1");
        fixture.Pass(0.05);
        char parent = fixture.Asked(1)[0];
        fixture.Flow(parent, seconds: 3);

        fixture.Pass(60);

        Assert.Equal($"{parent}", fixture.Asked(1));
    }

    [Fact]
    public void It_is_left_even_when_nobody_else_does()
    {
        var fixture = new StandingFixture("1");
        fixture.Pass(0.05);
        fixture.Push('a');

        fixture.Say('a', said => said with { Refused = First });
        Assert.Equal("a", fixture.Asked(1));
        fixture.Pass(1);

        Assert.Equal(".", fixture.Asked(1));
        Assert.True(fixture.MayPull('a', fixture.Now));
    }
}
