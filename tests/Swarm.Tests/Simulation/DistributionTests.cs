using ScreenShare.Simulator.Distribution;
using ScreenShare.Simulator.Network;

namespace ScreenShare.Swarm.Tests.Simulation;

/// <summary>The runner that compares protocols: whom a blob reaches and what is counted of it.</summary>
public sealed class DistributionTests
{
    private static readonly HostLink Link = new()
    {
        UpBytesPerSecond = 1_000_000,
        DownBytesPerSecond = 4_000_000,
        Delay = TimeSpan.FromMilliseconds(1),
    };

    public static TheoryData<string> ProtocolNames => [.. ProtocolCatalogue.Names];

    [Theory]
    [MemberData(nameof(ProtocolNames))]
    public void A_blob_reaches_every_viewer_and_every_byte_is_accounted_for(string protocol)
    {
        DistributionResult result = Play(protocol, Plan());

        for (int viewer = 0; viewer < result.Plan.Viewers; viewer++)
            Assert.InRange(result.Arrivals.Delay(0, viewer)?.TotalSeconds ?? double.NaN, 0.2, 5);
        NodeBytes viewers = result.AllViewers;
        Assert.True(result.Source.DataSent >= result.Plan.BlobBytes);
        long useful = viewers.DataReceived - viewers.DuplicatesReceived;
        Assert.InRange(useful, 5L * result.Plan.BlobBytes, 5L * result.Plan.BlobBytes * 101 / 100);
        Assert.InRange(viewers.DataReceived, 1, result.All.DataSent);
        Assert.True(protocol == "swarm" || viewers.DuplicatesReceived == 0);
        Assert.InRange(result.All.AllSent, result.All.DataSent, result.All.DataSent * 12 / 10);
    }

    [Theory]
    [MemberData(nameof(ProtocolNames))]
    public void The_same_seed_distributes_the_same_way_again(string protocol)
    {
        DistributionResult once = Play(protocol, Plan());
        DistributionResult again = Play(protocol, Plan());

        Assert.Equal((once.TraceHash, once.TraceEntries), (again.TraceHash, again.TraceEntries));
    }

    [Theory]
    [MemberData(nameof(ProtocolNames))]
    public void Whoever_is_not_cut_off_gets_the_blob_all_the_same(string protocol)
    {
        DistributionPlan plan = Plan() with
        {
            Steps =
            [
                new DistributionStep(TimeSpan.FromMilliseconds(100), StepKind.Cut, 1),
                new DistributionStep(TimeSpan.FromMilliseconds(100), StepKind.SilentDeath, 2),
                new DistributionStep(TimeSpan.FromMilliseconds(100), StepKind.Reset, 3),
            ],
        };

        DistributionResult result = Play(protocol, plan);

        Assert.Equal([false, false, false, true, true], result.IsAlive);
        Assert.NotNull(result.Arrivals.Delay(0, 3));
        Assert.NotNull(result.Arrivals.Delay(0, 4));
    }

    [Theory]
    [MemberData(nameof(ProtocolNames))]
    public void Whoever_was_cut_off_for_a_while_gets_the_blob_after_healing(string protocol)
    {
        DistributionPlan plan = Plan() with
        {
            Steps =
            [
                new DistributionStep(TimeSpan.FromMilliseconds(100), StepKind.Cut, 1),
                new DistributionStep(TimeSpan.FromMilliseconds(900), StepKind.Heal, 1),
            ],
            Patience = TimeSpan.FromSeconds(20),
        };

        DistributionResult result = Play(protocol, plan);

        Assert.True(result.IsAlive[0]);
        Assert.True(result.Arrivals.Delay(0, 0) > TimeSpan.FromMilliseconds(900));
    }

    [Theory]
    [MemberData(nameof(ProtocolNames))]
    public void Rounds_with_an_interval_are_a_stream(string protocol)
    {
        DistributionPlan plan = Plan() with { BlobBytes = 20_000, Rounds = 30, RoundInterval = TimeSpan.FromMilliseconds(100) };

        DistributionResult result = Play(protocol, plan);

        Assert.Equal(TimeSpan.FromMilliseconds(2900), result.Arrivals.PublishedAt(29) - result.Arrivals.PublishedAt(0));
        for (int round = 0; round < 30; round++)
            Assert.InRange(result.Arrivals.Delay(round, 4)?.TotalSeconds ?? double.NaN, 0.01, 1);
    }

    [Theory]
    [MemberData(nameof(ProtocolNames))]
    public void Survivors_and_newcomers_have_the_last_round_while_others_come_and_go(string protocol)
    {
        DistributionPlan plan = Plan() with
        {
            ViewerLinks = [.. Enumerable.Repeat(Link with { UpBytesPerSecond = 0, DownBytesPerSecond = 0 }, 12)],
            SourceLink = Link with { UpBytesPerSecond = 0 },
            BlobBytes = 20_000,
            Rounds = 40,
            RoundInterval = TimeSpan.FromMilliseconds(100),
            Patience = TimeSpan.FromSeconds(15),
        };
        plan = Churn.AddTo(plan, sharePerSecond: 0.1, TimeSpan.FromSeconds(4));

        DistributionResult result = Play(protocol, plan);

        Assert.True(plan.LateJoins.Count > 0 && plan.Steps.Count > 0, "the seed draws some of each");
        Assert.Equal(plan.Viewers - plan.Steps.Count, result.IsAlive.Count(isAlive => isAlive));
        for (int viewer = 0; viewer < plan.Viewers; viewer++)
            Assert.True(!result.IsAlive[viewer] || result.Arrivals.Has(viewer, 39), $"h{viewer + 1} lacks the last round");
    }

    private static DistributionResult Play(string protocol, DistributionPlan plan) =>
        DistributionRun.Play(plan, stage => ProtocolCatalogue.Create(protocol, stage));

    private static DistributionPlan Plan() => new()
    {
        Name = "test",
        Seed = 3,
        SourceLink = Link,
        ViewerLinks = [Link, Link, Link, Link, Link],
        BlobBytes = 250_000,
        ChunkBytes = 16_384,
        ChecksInvariants = true,
    };
}
