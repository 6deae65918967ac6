using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Tests.Download;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>Times here are well beyond or well below those of <see cref="StandingRequests"/>, which are tuned.</summary>
public sealed class StandingRequestsTests
{
    private static readonly StripeSet First = default(StripeSet).With(0);

    [Fact]
    public void Each_stripe_is_asked_of_the_neighbour_nearest_to_the_source()
    {
        var fixture = new StandingFixture(
            "213.",
            "122.",
            "331.");

        fixture.Pass(0.05);

        Assert.Equal("bac.", fixture.Asked(4));
    }

    [Fact]
    public void Who_is_as_deep_as_a_promise_can_be_is_not_asked()
    {
        var fixture = new StandingFixture("0");
        fixture.Say('a', said => said with { Depths = said.Depths.With(0, StripeDepths.None - 1) });

        fixture.Pass(5);

        Assert.Equal(".", fixture.Asked(1));
    }

    [Fact]
    public void Who_asks_this_node_for_a_stripe_is_never_asked_for_it()
    {
        var fixture = new StandingFixture(
            "11",
            "33");
        fixture.Say('a', said => said with { Wanted = First });

        fixture.Pass(0.05);
        fixture.Tell('a');
        fixture.Pass(10);

        Assert.Equal("ba", fixture.Asked(2));
    }

    [Fact]
    public void Whoever_tells_first_is_asked_where_no_promise_leads_to_the_source()
    {
        var fixture = new StandingFixture(".", ".");

        fixture.Tell('b');
        fixture.Tell('a');

        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void A_lost_parents_place_is_taken_by_another_as_near()
    {
        var fixture = new StandingFixture("1", "1");
        fixture.Pass(0.05);
        char parent = fixture.Asked(1)[0];

        fixture.Lose(parent);
        fixture.Pass(0.05);

        Assert.Equal(parent == 'a' ? "b" : "a", fixture.Asked(1));
    }

    [Fact]
    public void One_farther_off_takes_a_lost_parents_place_when_those_behind_have_had_time_to_hear_of_it()
    {
        var fixture = new StandingFixture("1", "4");
        fixture.Pass(0.5);

        fixture.Lose('a');
        fixture.Pass(0.05);
        Assert.Equal(".", fixture.Asked(1)); // it may be behind this very node
        fixture.Pass(2);

        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void A_refused_stripe_is_asked_of_another_and_of_the_refusing_one_only_later()
    {
        var fixture = new StandingFixture("1", "2");
        fixture.Pass(0.05);
        Assert.Equal("a", fixture.Asked(1));

        fixture.Say('a', said => said with { Refused = First });
        fixture.Pass(0.05);
        Assert.Equal("b", fixture.Asked(1));
        fixture.Push(from: 'b');
        fixture.Say('a', said => said with { Refused = default });
        fixture.Flow(from: 'b', seconds: 0.5);
        Assert.Equal("b", fixture.Asked(1));

        fixture.Flow(from: 'b', seconds: 1.8);

        Assert.Equal("Ab", fixture.Asked(1));
    }

    [Fact]
    public void An_offer_of_the_source_ends_a_refusal_at_once()
    {
        var fixture = new StandingFixture(".");
        fixture.Say('a', said => said with { Refused = First });
        fixture.Pass(0.05);
        Assert.Equal(".", fixture.Asked(1));

        fixture.Say('a', said => said with { Refused = default, Depths = StandingFixture.Depths("0") });

        Assert.Equal("a", fixture.Asked(1));
    }

    [Fact]
    public void A_nearer_one_takes_the_parents_place_only_when_it_sends()
    {
        var fixture = new StandingFixture("3", ".");
        fixture.Pass(0.05);
        fixture.Flow(from: 'a', seconds: 5);

        fixture.Say('b', said => said with { Depths = StandingFixture.Depths("1") });
        Assert.Equal("aB", fixture.Asked(1));
        fixture.Flow(from: 'a', seconds: 0.5);
        Assert.Equal("aB", fixture.Asked(1));
        fixture.Push('b');

        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void A_nearer_one_that_does_not_begin_to_send_is_given_up()
    {
        var fixture = new StandingFixture("3", ".");
        fixture.Pass(0.05);
        fixture.Flow(from: 'a', seconds: 5);

        fixture.Say('b', said => said with { Depths = StandingFixture.Depths("1") });
        Assert.Equal("aB", fixture.Asked(1));
        fixture.Flow(from: 'a', seconds: 3);

        Assert.Equal("a", fixture.Asked(1));
    }

    [Fact]
    public void By_a_stripe_that_is_quiet_the_nearer_one_is_asked_at_once()
    {
        var fixture = new StandingFixture("3", ".");
        fixture.Pass(10);
        Assert.Equal("a", fixture.Asked(1));

        fixture.Say('b', said => said with { Depths = StandingFixture.Depths("1") });

        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void Who_was_to_take_the_parents_place_and_is_lost_is_forgotten()
    {
        var fixture = new StandingFixture("3", "1");
        fixture.Say('b', said => said with { Refused = First });
        fixture.Pass(0.05);
        fixture.Flow(from: 'a', seconds: 5);
        fixture.Say('b', said => said with { Refused = default });
        Assert.Equal("aB", fixture.Asked(1));

        fixture.Lose('b');
        fixture.Pass(0.05);

        Assert.Equal("a", fixture.Asked(1));
    }

    [Fact]
    public void Who_was_to_take_the_parents_place_takes_it_at_once_when_the_parent_is_lost()
    {
        var fixture = new StandingFixture("3", ".");
        fixture.Pass(0.05);
        fixture.Flow(from: 'a', seconds: 5);
        fixture.Say('b', said => said with { Depths = StandingFixture.Depths("1") });

        fixture.Lose('a');

        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void Who_does_not_keep_up_asks_for_nothing_and_promises_nothing()
    {
        var fixture = new StandingFixture("11");
        fixture.Pass(0.05);
        Assert.Equal("aa", fixture.Asked(2));
        Assert.True(fixture.Peer('a').Standing.Ours.TakesOffers);

        fixture.Requests.KeepsUp = false;

        Assert.Equal("..", fixture.Asked(2));
        Standing told = fixture.Peer('a').Standing.Ours;
        Assert.Equal((false, false, StripeDepths.Nowhere), (told.TakesOffers, told.HavesMayWait, told.Depths));
        Assert.True(fixture.MayPull('a', fixture.Now));

        fixture.Requests.KeepsUp = true;
        Assert.Equal("aa", fixture.Asked(2));
    }

    [Theory]
    [InlineData('a', "b")]
    [InlineData('b', "a")]
    public void Of_those_equally_near_whoever_passes_on_much_is_not_asked(char busy, string other)
    {
        var fixture = new StandingFixture("4", "4");

        fixture.Say(busy, said => said with { Burden = 20 });

        Assert.Equal(other, fixture.Asked(1));
    }
}
