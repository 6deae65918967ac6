namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>A parent that serves many others is left for one as near that serves much less.</summary>
public sealed class BurdenedParentTests
{
    [Theory]
    [InlineData(30, 10, true)]
    [InlineData(30, 20, false)] // not much less
    [InlineData(8, 0, false)] // no burden
    public void One_as_near_that_serves_much_less_is_asked_as_well(byte burden, byte other, bool isAsked)
    {
        StandingFixture fixture = Served(burden);
        fixture.Say('b', said => said with { Burden = other, Depths = said.Depths.With(0, 2) });

        string asked = "";
        for (int i = 0; i < 100; i++)
        {
            fixture.Flow('a', 0.05);
            asked += fixture.Asked(1);
        }

        Assert.Equal(isAsked, asked.Contains("aB"));
    }

    [Fact]
    public void It_takes_the_parents_place_when_it_sends()
    {
        StandingFixture fixture = Served(burden: 30);
        fixture.Say('b', said => said with { Burden = 1, Depths = said.Depths.With(0, 2) });
        while (!fixture.Asked(1).Contains('B'))
            fixture.Flow('a', 0.05);

        fixture.Push('b');

        Assert.Equal("b", fixture.Asked(1));
    }

    [Fact]
    public void One_farther_from_the_source_is_no_relief()
    {
        StandingFixture fixture = Served(burden: 30);
        fixture.Say('b', said => said with { Depths = said.Depths.With(0, 3) });

        fixture.Flow('a', 10);

        Assert.Equal("a", fixture.Asked(1));
    }

    [Fact]
    public void The_source_is_left_for_nobody()
    {
        var fixture = new StandingFixture("0", ".");
        fixture.Pass(0.05);
        fixture.Say('a', said => said with { Burden = 200 });
        fixture.Say('b', said => said with { Depths = said.Depths.With(0, 0) });

        fixture.Flow('a', 10);

        Assert.Equal("a", fixture.Asked(1));
    }

    [Fact]
    public void Not_all_children_of_one_parent_turn_at_once()
    {
        int turned = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            StandingFixture fixture = Served(burden: 30, seed);
            fixture.Say('b', said => said with { Depths = said.Depths.With(0, 2) });
            fixture.Flow('a', 2.05); // it has cooled by now
            turned += fixture.Asked(1).Contains('B') ? 1 : 0;
        }

        Assert.InRange(turned, 1, 19);
    }

    /// <summary>Neighbour a sends stripe 0 and serves this many; b has not said how near it is.</summary>
    private static StandingFixture Served(byte burden, int seed = 1)
    {
        var fixture = new StandingFixture(seed, "2", ".");
        fixture.Pass(0.05);
        fixture.Say('a', said => said with { Burden = burden });
        fixture.Flow('a', 0.1);
        Assert.Equal("a", fixture.Asked(1));
        return fixture;
    }
}
