using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Download;

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
    public void Its_own_depth_is_one_more_than_its_parents()
    {
        var fixture = new StandingFixture("20.");

        fixture.Pass(0.05);
        fixture.Requests.Tell(fixture.Now);

        Assert.Equal(StandingFixture.Depths("31."), fixture.Peer('a').Standing.Ours.Depths);
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
    public void What_the_parent_owes_is_asked_for_only_when_it_is_overdue()
    {
        var fixture = new StandingFixture("1", "1");
        fixture.Pass(0.05);
        char parent = fixture.Asked(1)[0];
        char other = parent == 'a' ? 'b' : 'a';
        fixture.Pass(0.5);
        Instant told = fixture.Now;

        Assert.False(MayPull(fixture, parent, told));
        Assert.False(MayPull(fixture, other, told));
        fixture.Pass(0.05);
        Assert.False(MayPull(fixture, other, told));
        fixture.Pass(2);

        Assert.True(MayPull(fixture, parent, told));
        Assert.True(MayPull(fixture, other, told));
    }

    [Fact]
    public void What_nobody_owes_is_asked_for_at_once()
    {
        var fixture = new StandingFixture("1");
        Assert.True(MayPull(fixture, 'a', fixture.Now)); // no parent yet

        fixture.Pass(0.5);

        Assert.False(MayPull(fixture, 'a', fixture.Now));
        Assert.True(MayPull(fixture, 'a', told: null)); // asked on speculation
    }

    [Fact]
    public void What_the_parent_told_of_before_it_was_asked_for_the_stripe_does_not_come_by_itself()
    {
        var fixture = new StandingFixture("1", ".");
        Instant told = fixture.Now;
        fixture.Pass(0.05);

        Assert.True(MayPull(fixture, 'a', told));
        Assert.False(MayPull(fixture, 'b', told));
    }

    [Fact]
    public void A_stripe_flows_while_something_has_come_lately_or_is_not_due()
    {
        var fixture = new StandingFixture("1");
        Assert.False(fixture.Requests.IsFlowing(0, fixture.Now, fixture.Now)); // nobody is asked
        fixture.Pass(0.05);
        Instant wanted = fixture.Now;
        Assert.True(fixture.Requests.IsFlowing(0, wanted, fixture.Now));

        fixture.Pass(5);
        Assert.False(fixture.Requests.IsFlowing(0, wanted, fixture.Now));
        fixture.Push('a');

        Assert.True(fixture.Requests.IsFlowing(0, wanted, fixture.Now));
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
        Assert.True(MayPull(fixture, 'a', fixture.Now));

        fixture.Requests.KeepsUp = true;
        Assert.Equal("aa", fixture.Asked(2));
    }

    [Fact]
    public void Haves_may_wait_when_every_stripe_has_a_parent()
    {
        var fixture = new StandingFixture("1111111111111111.");
        fixture.Pass(0.05);
        fixture.Requests.Tell(fixture.Now);
        Assert.False(fixture.Peer('a').Standing.Ours.HavesMayWait);

        fixture.Say('a', said => said with { Depths = StandingFixture.Depths("11111111111111111") });
        fixture.Requests.Tell(fixture.Now);

        Assert.True(fixture.Peer('a').Standing.Ours.HavesMayWait);
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
        Assert.True(MayPull(fixture, 'a', fixture.Now));
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

    [Fact]
    public void The_source_asks_for_nothing_stands_at_depth_0_and_refuses_what_it_did_not_offer()
    {
        var fixture = new StandingFixture(isSource: true, "1", "1");
        fixture.Requests.Give(fixture.Peer('a'), First);

        fixture.Pass(5);
        fixture.Tell('a');

        Assert.Equal(".", fixture.Asked(1));
        (Standing a, Standing b) = (fixture.Peer('a').Standing.Ours, fixture.Peer('b').Standing.Ours);
        Assert.Equal(StandingFixture.Depths("00000000000000000"), a.Depths);
        Assert.Equal((StripeSet.All.Without(0), StripeSet.All), (a.Refused, b.Refused));
        Assert.False(a.TakesOffers);
    }

    [Fact]
    public void Neighbours_are_told_what_has_changed_and_nothing_else()
    {
        var fixture = new StandingFixture("1", ".");
        fixture.Pass(0.05);
        fixture.Requests.Tell(fixture.Now);
        (int a, int b) = Outboxes();

        fixture.Pass(1);
        fixture.Requests.Tell(fixture.Now);
        Assert.Equal((a, b), Outboxes());

        fixture.Requests.HandleUplink(1_000_000, 0, fixture.Now);
        fixture.Requests.Tell(fixture.Now);
        Assert.True(Outboxes().A > a && Outboxes().B > b);
        (a, b) = Outboxes();
        fixture.Requests.HandleUplink(1_200_000, 0, fixture.Now); // noise
        fixture.Requests.HandleUplink(null, 0, fixture.Now);
        fixture.Requests.Tell(fixture.Now);
        Assert.Equal((a, b), Outboxes());

        (int A, int B) Outboxes() => (fixture.Peer('a').Outbox.Bytes, fixture.Peer('b').Outbox.Bytes);
    }

    private static bool MayPull(StandingFixture fixture, char peer, Instant? told) =>
        fixture.Requests.MayPull(fixture.Peer(peer), fixture.Frame, fixture.ChunkOf(0), told, fixture.Now);
}
