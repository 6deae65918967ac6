using ScreenShare.Simulator.Nodes;
using ScreenShare.Simulator.Scenarios;

namespace ScreenShare.Swarm.Tests.Simulation;

/// <summary>Whole swarms of real nodes. A run that shows anything that was not published throws.</summary>
public sealed class SwarmTests
{
    [Fact]
    public void Twenty_viewers_of_a_calm_broadcast_reach_its_end() => AssertAllArrive(Play("calm-20", seed: 1, seconds: 4));

    [Theory]
    [InlineData("third-killed", 3)]
    [InlineData("random", 6)]
    public void The_same_seed_plays_the_same_run_again(string name, int seed)
    {
        ScenarioResult once = Play(name, seed, seconds: 4);
        ScenarioResult again = Play(name, seed, seconds: 4);

        Assert.Equal((once.TraceHash, once.TraceEntries), (again.TraceHash, again.TraceEntries));
    }

    [Fact]
    public void Another_seed_plays_another_run() =>
        Assert.NotEqual(Play("calm-20", seed: 1, seconds: 1).TraceHash, Play("calm-20", seed: 2, seconds: 1).TraceHash);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Every_survivor_reaches_the_end_when_a_third_is_killed_in_the_middle_of_a_frame(int seed)
    {
        ScenarioResult result = Play("third-killed", seed, seconds: 6);

        Assert.Equal(7, result.Viewers.Count(viewer => viewer.Fate is ViewerFate.Reset or ViewerFate.Silent));
        AssertAllArrive(result);
    }

    [Fact]
    public void A_late_joiner_that_blocks_the_source_completes_from_viewers_alone()
    {
        ScenarioResult result = Play("late-join", seed: 1, seconds: 8);

        AssertAllArrive(result);
        ViewerResult late = Assert.Single(result.Viewers, viewer => viewer.Name == "late-blocking");
        Assert.True(late.Frames > 0);
        Assert.DoesNotContain(late.Node.Delivered, delivered => delivered.Address == result.SourceAddress);
    }

    [Fact]
    public void Viewers_that_block_the_source_in_the_middle_live_on_the_others() =>
        AssertAllArrive(Play("blocked-source", seed: 1, seconds: 5));

    [Theory]
    [InlineData("liars")]
    [InlineData("free-riders")]
    [InlineData("come-and-go")]
    public void The_honest_reach_the_end_whoever_is_among_them(string name) => AssertAllArrive(Play(name, seed: 1, seconds: 5));

    [Fact]
    public void A_liars_wrong_pieces_cost_it_its_neighbours()
    {
        ScenarioResult result = Play("liars", seed: 1, seconds: 5);

        // Each neighbour is sent what is on its way before it has seen the first wrong byte.
        foreach (ViewerResult liar in result.Viewers.Where(viewer => viewer.Conduct == Conduct.WrongPieces))
            Assert.True(liar.Node.PieceBytesSent < 1_000_000, $"{liar.Name} went on lying");
    }

    [Fact]
    public void Real_verification_gives_the_same_run_as_remembered_answers()
    {
        Scenario scenario = ScenarioCatalogue.Create("random", 2);
        Scenario real = scenario with { Swarm = scenario.Swarm with { UsesRealVerifier = true } };

        Assert.Equal(ScenarioRun.Play(scenario).TraceHash, ScenarioRun.Play(real).TraceHash);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_random_swarm_of_faults_ends_with_every_survivor_at_the_last_picture(int seed) => AssertAllArrive(Play("random", seed));

    private static void AssertAllArrive(ScenarioResult result)
    {
        string leftBehind = string.Join(", ", result.LeftBehind.Select(viewer => $"{viewer.Name} at frame {viewer.Node.ReleasedFrame}"));
        Assert.True(leftBehind.Length == 0, $"{result.Scenario.Name}, seed {result.Scenario.Swarm.Seed}: {leftBehind}");
    }

    /// <param name="seconds">The broadcast's length where the scenario's own is longer than the test needs.</param>
    private static ScenarioResult Play(string name, int seed, int? seconds = null)
    {
        Scenario scenario = ScenarioCatalogue.Create(name, seed);
        if (seconds is { } shorter)
        {
            var broadcast = scenario.Swarm.Broadcast with { Duration = TimeSpan.FromSeconds(shorter) };
            scenario = scenario with { Swarm = scenario.Swarm with { Broadcast = broadcast } };
        }

        return ScenarioRun.Play(scenario with { Swarm = scenario.Swarm with { ChecksInvariants = true } });
    }
}
