using ScreenShare.Simulator.Distribution;

namespace ScreenShare.Bench.Measuring;

/// <summary>
/// A simulated stream beside its postal bound. Per frame the p50 and the last of the viewers that live to the end; over frames the median
/// and p99. The first second, in which nobody has measured anything yet, is left out of the delays.
/// </summary>
internal sealed record StreamReport
{
    public required DistributionPlan Plan { get; init; }

    /// <summary>One value a frame: the median viewer's delay, in seconds.</summary>
    public required Samples MiddleViewer { get; init; }

    /// <summary>The same for the last viewer.</summary>
    public required Samples LastViewer { get; init; }

    /// <summary>One value a frame and viewer.</summary>
    public required Samples AllFrames { get; init; }

    /// <summary>At a time.</summary>
    public required int Viewers { get; init; }

    public required double BoundLast { get; init; }

    public required double BoundMiddle { get; init; }

    /// <summary>Viewers' frames that a later one came ahead of, over all.</summary>
    public required double SkippedShare { get; init; }

    /// <summary>Viewers' frames that never came, over all.</summary>
    public required double MissingShare { get; init; }

    /// <summary>All bytes the source sent, messages included, over the stream's.</summary>
    public required double SourceCopies { get; init; }

    public required double DuplicateShare { get; init; }

    public required double ProtocolShare { get; init; }

    /// <summary>Processor seconds of this process for a second of the stream.</summary>
    public required double ProcessorPerSecond { get; init; }

    public required string Trace { get; init; }

    /// <summary>Longest time without a new frame of any viewer that lives, newcomers from five seconds after their joining on.</summary>
    public required double FrozenSeconds { get; init; }

    /// <param name="viewers">At a time; those that come when others go are not in it.</param>
    public static StreamReport Of(DistributionResult result, int viewers, BlobLinks links, double delaySeconds)
    {
        DistributionPlan plan = result.Plan;
        double framesPerSecond = 1 / plan.RoundInterval!.Value.TotalSeconds; // a stream has one
        double chunk = plan.BlobBytes / (double)plan.ChunkCount;
        var bound = new PostalBound(plan.ChunkCount, chunk, viewers, links.SourceUp, links.ViewerUp.Max(), delaySeconds);
        int warmUp = Math.Min((int)Math.Ceiling(framesPerSecond), plan.Rounds / 2);
        var middle = new Samples();
        var last = new Samples();
        var all = new Samples();
        long missing = 0;
        for (int round = warmUp; round < plan.Rounds; round++)
        {
            var delays = new Samples();
            for (int viewer = 0; viewer < plan.Viewers; viewer++)
            {
                if (!result.IsAlive[viewer] || round * plan.RoundInterval.Value.TotalSeconds < SettledAt(plan, viewer)) continue;
                double delay = result.Arrivals.Delay(round, viewer)?.TotalSeconds ?? double.PositiveInfinity;
                delays.Add(delay);
                all.Add(delay);
                missing += result.Arrivals.Delay(round, viewer) is null ? 1 : 0;
            }

            middle.Add(delays.Median);
            last.Add(delays.Max);
        }

        double streamBytes = (double)plan.Rounds * plan.BlobBytes;
        return new StreamReport
        {
            Plan = plan,
            MiddleViewer = middle,
            LastViewer = last,
            AllFrames = all,
            Viewers = viewers,
            BoundLast = bound.Streaming(framesPerSecond),
            BoundMiddle = bound.Streaming(framesPerSecond, 0.5),
            SkippedShare = result.Arrivals.Skipped.Sum() / ((double)plan.Rounds * viewers),
            MissingShare = missing / ((double)(plan.Rounds - warmUp) * viewers),
            FrozenSeconds = Enumerable.Range(0, plan.Viewers).Max(viewer => Frozen(result, viewer)),
            SourceCopies = result.Source.AllSent / streamBytes,
            DuplicateShare = result.DuplicateShare,
            ProtocolShare = result.ProtocolShare,
            ProcessorPerSecond = result.ProcessorSeconds / (plan.Rounds * plan.RoundInterval.Value.TotalSeconds),
            Trace = result.TraceHash,
        };
    }

    public void Print(bool json)
    {
        Table.Print(
            $"simulated: {Plan.Rounds} frames of {Plan.BlobBytes:N0} bytes by {Plan.Name} to {Viewers} viewers, ms",
            ["of the viewers", "median frame", "p99 frame", "postal bound", "median × bound"],
            [Row("p50", MiddleViewer, BoundMiddle), Row("last", LastViewer, BoundLast), Row("all", AllFrames, BoundLast)]);
        Table.Print(
            "the same run",
            ["source upload, copies", "duplicate %", "protocol %", "skipped %", "never %", "frozen s", "processor s per s", "trace"],
            [[
                Table.Number(SourceCopies), Table.Number(100 * DuplicateShare), Table.Number(100 * ProtocolShare),
                Table.Number(100 * SkippedShare), Table.Number(100 * MissingShare),
                Table.Number(FrozenSeconds), Table.Number(ProcessorPerSecond), Trace,
            ]]);
        if (json) Table.PrintJson(ToJson());
    }

    public Dictionary<string, object> ToJson() => new()
    {
        ["bench"] = "stream", ["protocol"] = Plan.Name, ["viewers"] = Viewers, ["seed"] = Plan.Seed, ["simulated"] = true,
        ["frames"] = Plan.Rounds, ["frameBytes"] = Plan.BlobBytes, ["chunkBytes"] = Plan.ChunkBytes,
        ["lastMs"] = Ms(LastViewer.Median), ["lastP99Ms"] = Ms(LastViewer.Quantile(0.99)), ["lastBoundMs"] = Ms(BoundLast),
        ["lastRatio"] = Finite(LastViewer.Median / BoundLast), ["allP99Ms"] = Ms(AllFrames.Quantile(0.99)),
        ["middleMs"] = Ms(MiddleViewer.Median),
        ["middleP99Ms"] = Ms(MiddleViewer.Quantile(0.99)), ["middleBoundMs"] = Ms(BoundMiddle),
        ["middleRatio"] = Finite(MiddleViewer.Median / BoundMiddle), ["sourceCopies"] = SourceCopies,
        ["duplicateShare"] = DuplicateShare, ["protocolShare"] = ProtocolShare, ["skippedShare"] = SkippedShare,
        ["missingShare"] = MissingShare, ["frozenSeconds"] = FrozenSeconds, ["processorSecondsPerSecond"] = ProcessorPerSecond,
        ["trace"] = Trace,
    };

    /// <summary>Seconds after the first publication from which on a viewer is judged: newcomers have five to catch up.</summary>
    private static double SettledAt(DistributionPlan plan, int viewer) =>
        viewer < plan.EarlyViewers ? 0 : plan.LateJoins[viewer - plan.EarlyViewers].TotalSeconds + 5;

    /// <summary>Longest time from one new frame to the next; times count from the first publication.</summary>
    private static double Frozen(DistributionResult result, int viewer)
    {
        DistributionPlan plan = result.Plan;
        if (!result.IsAlive[viewer]) return 0;
        double settled = SettledAt(plan, viewer);
        double end = PublishedAt(plan.Rounds - 1);
        double shown = settled;
        double longest = 0;
        for (int round = result.Arrivals.FirstRound[viewer]; round < plan.Rounds; round++)
        {
            if (result.Arrivals.Delay(round, viewer) is not { } delay) break;
            double now = PublishedAt(round) + delay.TotalSeconds;
            if (now > settled) longest = Math.Max(longest, now - shown);
            shown = now;
        }

        return Math.Max(longest, end - shown); // negative when the last has come

        double PublishedAt(int round) => round * plan.RoundInterval!.Value.TotalSeconds; // a stream has one
    }

    private static string[] Row(string name, Samples delays, double bound) =>
    [
        name, Table.Number(1000 * delays.Median), Table.Number(1000 * delays.Quantile(0.99)), Table.Number(1000 * bound),
        Table.Number(delays.Median / bound),
    ];

    private static object Ms(double seconds) => Finite(1000 * seconds);

    /// <summary>JSON has no word for infinity.</summary>
    private static object Finite(double value) => double.IsFinite(value) ? value : "never";
}
