using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Tests.Download;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>Which neighbours a node serves, by what it tells them. In a picture each column is a neighbour.</summary>
public sealed class ServedStripesTests
{
    /// <summary>Neighbours a node serves with one stripe.</summary>
    private const int Full = 12;

    private static readonly StripeSet First = default(StripeSet).With(0);
    private static readonly string All = new('*', Full);

    [Fact]
    public void Whoever_comes_when_a_stripe_has_its_children_is_refused_until_one_goes()
    {
        var fixture = new StandingFixture([.. Enumerable.Repeat(".", 20)]);
        for (char peer = 'a'; peer < 'a' + 20; peer++)
            Want(fixture, peer, First);

        string before = fixture.Served(0);
        int children = before.Count(c => c == '*');
        Assert.InRange(children, 1, 19);
        Assert.Equal(new string('*', children) + new string('.', 20 - children), before);

        Want(fixture, 'a', default);
        Assert.Equal("." + new string('*', children) + new string('.', 19 - children), fixture.Served(0));

        Want(fixture, 'a', First);
        Assert.Equal("." + new string('*', children) + new string('.', 19 - children), fixture.Served(0)); // who was served stays
    }

    [Fact]
    public void All_are_told_beforehand_whether_there_is_room()
    {
        var fixture = new StandingFixture([.. Enumerable.Repeat(".", Full + 2)]);
        Assert.Equal("oooooooooooooo", fixture.Served(0));

        for (char peer = 'a'; peer < 'a' + Full; peer++)
            Want(fixture, peer, First);

        Assert.Equal(All + "..", fixture.Served(0));
    }

    [Theory]
    [InlineData('1', 1)] // at the second hop, where many depend on each place
    [InlineData('2', 10)] // farther off
    public void A_node_serves_few_stripes_unless_a_neighbour_has_nobody_else(char parentsDepth, int stripes)
    {
        // It stands a hop behind a in all stripes, b and c at 6; d has no parent for any.
        string depths = new(parentsDepth, 17);
        var fixture = new StandingFixture(depths, new string('6', 17), new string('6', 17), new string('.', 17));
        fixture.Say('d', said => said with { TakesOffers = true });
        fixture.Pass(0.05);
        Assert.Equal("oooo", fixture.Served(15));
        for (int stripe = 0; stripe < 16 && fixture.TellTo('b').Refused[stripe] == false; stripe++)
            Want(fixture, 'b', Theirs(fixture, 'b').Wanted.With(stripe));

        int served = Enumerable.Range(0, 16).Count(stripe => fixture.Peer('b').Standing.Served[stripe]);
        Assert.Equal(stripes, served);
        Assert.Equal("o*oo", fixture.Served(0)); // one more neighbour in a stripe it serves
        Assert.Equal("...o", fixture.Served(15)); // no stripe more, but for who has nobody
    }

    [Fact]
    public void Who_can_pass_nothing_on_gives_way_to_who_can_and_is_served_until_it_has_found_another()
    {
        var fixture = new StandingFixture(["1", .. Enumerable.Repeat("3", Full), "4"]);
        fixture.Pass(0.05); // a is the parent: this node stands at depth 2
        for (char child = 'b'; child < 'b' + Full; child++)
            Want(fixture, child, First, passedOn: First);
        Assert.Equal("." + All + ".", fixture.Served(0));

        // d passes nothing on, and says that it would not; n would come nearer and has room.
        fixture.Say('d', said => said with { PassedOn = default, Refused = First });
        fixture.Say('n', said => said with { TakesOffers = true });
        Assert.Equal("." + All + "o", fixture.Served(0));

        Want(fixture, 'n', First);
        Assert.Equal("." + All + "*", fixture.Served(0)); // d still
        Assert.True(fixture.TellTo('d').Refused[0]); // but it knows

        fixture.Pass(5);
        Want(fixture, 'n', First);
        Assert.Equal(".**." + All[3..] + "*", fixture.Served(0));
    }

    [Fact]
    public void A_place_that_is_free_because_its_neighbour_is_gone_is_offered_at_once()
    {
        var fixture = new StandingFixture([.. Enumerable.Repeat(".", Full + 2)]);
        for (char peer = 'a'; peer < 'a' + Full; peer++)
            Want(fixture, peer, First);
        Assert.Equal(All + "..", fixture.Served(0));

        fixture.Lose('c');

        Assert.False(fixture.TellTo('n').Refused[0]);
    }

    [Fact]
    public void Who_gives_way_and_goes_on_wanting_is_served_no_longer_than_it_was_told()
    {
        var fixture = new StandingFixture(["1", .. Enumerable.Repeat("3", Full), new string('4', 17)]);
        fixture.Pass(0.05);
        for (char child = 'b'; child < 'b' + Full; child++)
            Want(fixture, child, First, passedOn: First);
        fixture.Say('d', said => said with { PassedOn = default, Refused = First });
        fixture.Say('n', said => said with { TakesOffers = true });
        fixture.Served(0);
        Want(fixture, 'n', First);
        Assert.Equal("." + All + "*", fixture.Served(0));

        fixture.Pass(5);

        Assert.Equal(".**." + All[3..] + "*", fixture.Served(0));
    }

    [Fact]
    public void Nobody_gives_way_to_one_that_has_no_room_itself()
    {
        var fixture = new StandingFixture(["1", .. Enumerable.Repeat("3", Full), "4"]);
        fixture.Pass(0.05);
        for (char child = 'b'; child < 'b' + Full; child++)
            Want(fixture, child, First);
        fixture.Say('d', said => said with { Refused = First });

        fixture.Say('n', said => said with { TakesOffers = true, Refused = First });
        Want(fixture, 'n', First);

        Assert.Equal("." + All + ".", fixture.Served(0));
    }

    [Fact]
    public void What_is_passed_on_and_how_much_is_told()
    {
        var fixture = new StandingFixture(".", ".");
        Want(fixture, 'b', First);
        Want(fixture, 'a', First.With(3));

        Standing told = fixture.TellTo('b');

        Assert.Equal((First.With(3), 3), (told.PassedOn, told.Burden));
    }

    [Fact]
    public void A_parent_is_told_how_many_children_wait_behind_and_the_others_are_not()
    {
        var fixture = new StandingFixture("1", "4", "4", "4");
        fixture.Pass(0.05);
        Want(fixture, 'b', First);
        Want(fixture, 'c', First);

        Assert.Equal(2, fixture.TellTo('a').Children[0]);
        Assert.Equal(default, fixture.TellTo('d').Children);
    }

    [Fact]
    public void A_burden_that_has_grown_by_little_is_not_told()
    {
        var fixture = new StandingFixture(["1", .. Enumerable.Repeat("4", 9)]);
        fixture.Pass(0.05);
        Want(fixture, 'b', First);
        int told = fixture.TellTo('j').Burden;

        for (char child = 'c'; child < 'c' + 6; child++)
            Want(fixture, child, First);
        Assert.Equal(told, fixture.TellTo('j').Burden);

        Want(fixture, 'i', First);
        Want(fixture, 'j', First);
        Assert.Equal(9, fixture.TellTo('j').Burden);
    }

    [Fact]
    public void Who_has_many_children_next_to_the_source_serves_nothing_else_but_who_has_nobody()
    {
        // By way of a it stands at depth 1 in stripe 0, and at 2 in the others; o has no parent for any.
        string parent = "0" + new string('1', 16);
        var fixture = new StandingFixture([parent, .. Enumerable.Repeat(new string('4', 17), Full + 1), new string('.', 17)]);
        fixture.Say('o', said => said with { TakesOffers = true });
        fixture.Pass(0.05);
        Assert.Equal("ooooooooooooooo", fixture.Served(1));

        for (char child = 'b'; child <= 'b' + Full; child++)
            Want(fixture, child, First);

        Assert.Equal("o" + All + "*o", fixture.Served(0));
        Assert.Equal("..............o", fixture.Served(1));
    }

    [Fact]
    public void Who_gets_many_children_next_to_the_source_sends_the_others_away_one_by_one()
    {
        // As above; n and o are served with stripe 1 before the others come.
        string parent = "0" + new string('1', 16);
        var fixture = new StandingFixture([parent, .. Enumerable.Repeat(new string('4', 17), Full + 3)]);
        fixture.Pass(0.05);
        StripeSet second = default(StripeSet).With(1);
        Want(fixture, 'o', second);
        Want(fixture, 'p', second);
        for (char child = 'b'; child <= 'b' + Full; child++)
            Want(fixture, child, First);

        fixture.Pass(0.05);
        Assert.Equal("..............**", fixture.Served(1)); // both still
        Assert.Equal((true, false), (fixture.TellTo('o').Refused[1], fixture.TellTo('p').Refused[1]));
        fixture.Pass(0.15);
        Assert.True(fixture.TellTo('p').Refused[1]);
        Want(fixture, 'o', default);
        Assert.Equal("...............*", fixture.Served(1));

        // p finds nobody, and so is served again, and left in peace.
        fixture.Pass(0.6);
        fixture.Say('p', said => said with { Wanted = default, TakesOffers = true, Depths = StripeDepths.Nowhere });
        fixture.Pass(2.5);
        Want(fixture, 'p', second);
        fixture.Pass(5);
        Assert.Equal('*', fixture.Served(1)[^1]);
        Assert.False(fixture.TellTo('p').Refused[1]);
    }

    [Fact]
    public void A_node_with_a_small_uplink_serves_less()
    {
        var fixture = new StandingFixture(["1", .. Enumerable.Repeat("4", 8)]);
        fixture.Pass(0.05);
        fixture.Standings.HandleUplink(reliable: 400_000, promised: 400_000, stream: 1_600_000, fixture.Now); // four of sixteen stripes

        for (char child = 'b'; child < 'b' + 8; child++)
            Want(fixture, child, First);

        Assert.InRange(fixture.Served(0).Count(c => c == '*'), 1, 4);
    }

    private static Standing Theirs(StandingFixture fixture, char peer) => fixture.Peer(peer).Standing.Theirs;

    private static void Want(StandingFixture fixture, char peer, StripeSet stripes, StripeSet passedOn = default)
    {
        fixture.Standings.Tell(fixture.Now);
        fixture.Say(peer, said => said with { Wanted = stripes, PassedOn = passedOn });
        fixture.Standings.Tell(fixture.Now);
    }
}
