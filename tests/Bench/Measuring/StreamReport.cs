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

    public static StreamReport Of(DistributionResult result, BlobLinks links, double delaySeconds)
    {
        DistributionPlan plan = result.Plan;
        double framesPerSecond = 1 / plan.RoundInterval!.Value.TotalSeconds; // a stream has one
        double chunk = plan.BlobBytes / (double)plan.ChunkCount;
        var bound = new PostalBound(plan.ChunkCount, chunk, plan.Viewers, links.SourceUp, links.ViewerUp.Max(), delaySeconds);
        int warmUp = Math.Min((int)framesPerSecond, plan.Rounds / 2);
        var middle = new Samples();
        var last = new Samples();
        long missing = 0;
        for (int round = warmUp; round < plan.Rounds; round++)
        {
            var viewers = new Samples();
            for (int viewer = 0; viewer < plan.Viewers; viewer++)
            {
                if (!result.IsAlive[viewer])
                    continue;
                viewers.Add(result.Arrivals.Delay(round, viewer)?.TotalSeconds ?? double.PositiveInfinity);
                missing += result.Arrivals.Delay(round, viewer) is null ? 1 : 0;
            }

            middle.Add(viewers.Median);
            last.Add(viewers.Max);
        }

        double streamBytes = (double)plan.Rounds * plan.BlobBytes;
        return new StreamReport
        {
            Plan = plan,
            MiddleViewer = middle,
            LastViewer = last,
            BoundLast = bound.Streaming(framesPerSecond),
            BoundMiddle = bound.Streaming(framesPerSecond, 0.5),
            SkippedShare = result.Arrivals.Skipped.Sum() / ((double)plan.Rounds * plan.Viewers),
            MissingShare = missing / ((double)(plan.Rounds - warmUp) * plan.Viewers),
            SourceCopies = result.Source.AllSent / streamBytes,
            DuplicateShare = result.DuplicateShare,
            ProtocolShare = result.ProtocolShare,
            ProcessorPerSecond = result.ProcessorSeconds / result.MeasuredSeconds,
            Trace = result.TraceHash,
        };
    }

    public void Print(bool json)
    {
        Table.Print(
            $"simulated: {Plan.Rounds} frames of {Plan.BlobBytes:N0} bytes by {Plan.Name} to {Plan.Viewers} viewers, ms",
            ["of the viewers", "median frame", "p99 frame", "postal bound", "median × bound"],
            [Row("p50", MiddleViewer, BoundMiddle), Row("last", LastViewer, BoundLast)]);
        Table.Print(
            "the same run",
            ["source upload, copies", "duplicate %", "protocol %", "skipped %", "never %", "processor s per s", "trace"],
            [[
                Table.Number(SourceCopies), Table.Number(100 * DuplicateShare), Table.Number(100 * ProtocolShare),
                Table.Number(100 * SkippedShare), Table.Number(100 * MissingShare), Table.Number(ProcessorPerSecond), Trace,
            ]]);
        if (json)
            Table.PrintJson(ToJson());
    }

    public Dictionary<string, object> ToJson() => new()
    {
        ["bench"] = "stream", ["protocol"] = Plan.Name, ["viewers"] = Plan.Viewers, ["seed"] = Plan.Seed, ["simulated"] = true,
        ["frames"] = Plan.Rounds, ["frameBytes"] = Plan.BlobBytes, ["chunkBytes"] = Plan.ChunkBytes,
        ["lastMs"] = Ms(LastViewer.Median), ["lastP99Ms"] = Ms(LastViewer.Quantile(0.99)), ["lastBoundMs"] = Ms(BoundLast),
        ["lastRatio"] = Finite(LastViewer.Median / BoundLast), ["middleMs"] = Ms(MiddleViewer.Median),
        ["middleP99Ms"] = Ms(MiddleViewer.Quantile(0.99)), ["middleBoundMs"] = Ms(BoundMiddle),
        ["middleRatio"] = Finite(MiddleViewer.Median / BoundMiddle), ["sourceCopies"] = SourceCopies,
        ["duplicateShare"] = DuplicateShare, ["protocolShare"] = ProtocolShare, ["skippedShare"] = SkippedShare,
        ["missingShare"] = MissingShare, ["processorSecondsPerSecond"] = ProcessorPerSecond, ["trace"] = Trace,
    };

    private static string[] Row(string name, Samples delays, double bound) =>
    [
        name, Table.Number(1000 * delays.Median), Table.Number(1000 * delays.Quantile(0.99)), Table.Number(1000 * bound),
        Table.Number(delays.Median / bound),
    ];

    private static object Ms(double seconds) => Finite(1000 * seconds);

    /// <summary>JSON has no word for infinity.</summary>
    private static object Finite(double value) => double.IsFinite(value) ? value : "never";
}
