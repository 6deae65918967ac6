using System.CommandLine;
using ScreenShare.Bench.Measuring;
using ScreenShare.Bench.Plots;
using ScreenShare.Simulator.Distribution;
using ScreenShare.Simulator.Network;

namespace ScreenShare.Bench.Commands;

/// <summary><c>distribute</c>: one blob from a source to viewers over simulated links, by one protocol, beside its bounds.</summary>
internal static class DistributeCommand
{
    /// <summary>Above this many viewers an uplink sends several packets at a time: coarser turns, far fewer events.</summary>
    private const int ExactViewersMax = 64;

    private const int CoarsePackets = 4;

    private const string Everyone = "all";

    private static readonly LinkOptions Links = new(up: "8", down: "32", delayMs: 0.5);

    private static readonly Option<string> Protocol = new("--protocol")
    {
        Description = "With all: one report each, and all curves in one plot",
        DefaultValueFactory = _ => "swarm",
    };

    private static readonly Option<int> Viewers = new("--viewers") { DefaultValueFactory = _ => 8 };
    private static readonly Option<int> Bytes = new("--bytes") { DefaultValueFactory = _ => 800_000 };
    private static readonly Option<int> Chunk = new("--chunk")
    {
        Description = "Most bytes of a chunk",
        DefaultValueFactory = _ => 16_384,
    };

    private static readonly Option<int> Seed = new("--seed") { DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Cut = new("--cut")
    {
        Description = "Viewers to be cut off silently so long after publication, such as h3,h4@4.0",
        HelpName = "hI,hJ@SECONDS",
    };

    private static readonly Option<int> Warm = new("--warm") { Description = "Blobs that are distributed before the measured one" };
    private static readonly Option<int> Runs = new("--runs") { Description = "Seeds from --seed on", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> FanOut = new("--fan-out")
    {
        Description = "Tree: children of a parent",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<string?> Plot = new("--plot") { Description = "Write the completion curves, SVG", HelpName = "FILE" };
    private static readonly Option<bool> Json = new("--json");

    public static Command Create()
    {
        Protocol.AcceptOnlyFromAmong([.. ProtocolCatalogue.Names, Everyone]);
        var command = new Command("distribute", "Simulated: one blob from a source to viewers over links of limited rate")
        {
            Protocol, Viewers, Bytes, Chunk, Links.Up, Links.Down, Links.Delay, Seed, Cut, Warm, Runs, FanOut, Plot, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        int viewers = parse.GetValue(Viewers);
        if (!TryReadCuts(parse.GetValue(Cut), viewers, out IReadOnlyList<DistributionStep> cuts))
        {
            Console.Error.WriteLine("--cut: give viewers and seconds such as h3,h4@4.0");
            return 2;
        }

        string asked = parse.GetRequiredValue(Protocol);
        BlobLinks links = Links.Read(parse, viewers);
        var curves = new List<PlotSeries>();
        foreach (string protocol in asked == Everyone ? ProtocolCatalogue.Names : [asked])
        {
            var report = new BlobReport("distribute", parse.GetValue(Bytes), parse.GetValue(Chunk), links);
            for (int run = 0; run < parse.GetValue(Runs); run++)
            {
                DistributionPlan plan = PlanOf(parse, protocol, links, cuts, run, report.FluidSeconds);
                if (run == 0) PlanText.Write(plan, Console.Out);
                BlobRun measured = ToRun(DistributionRun.Play(plan, stage => ProtocolCatalogue.Create(protocol, stage)));
                report.Add(measured);
                if (run == 0) curves.Add(Completion(protocol, measured));
            }

            string title = $"simulated: {parse.GetValue(Bytes):N0} bytes by {protocol} to {viewers} viewers";
            report.Print(title, [("protocol", protocol), ("viewers", viewers), ("simulated", true)], parse.GetValue(Json));
        }

        if (parse.GetValue(Plot) is { } path)
            Draw(path, curves, Bounds.Fluid(parse.GetValue(Bytes), links), $"{parse.GetValue(Bytes):N0} bytes to {viewers} viewers");
        return 0;
    }

    private static DistributionPlan PlanOf(
        ParseResult parse, string protocol, BlobLinks links, IReadOnlyList<DistributionStep> cuts, int run, double fluidSeconds)
    {
        IReadOnlyList<HostLink> hosts = Links.ToHosts(parse, links);
        int packets = links.Viewers > ExactViewersMax ? CoarsePackets : 1;
        return new DistributionPlan
        {
            Name = protocol,
            Seed = parse.GetValue(Seed) + run,
            SourceLink = hosts[0],
            ViewerLinks = [.. hosts.Skip(1)],
            BlobBytes = parse.GetValue(Bytes),
            ChunkBytes = parse.GetValue(Chunk),
            Rounds = parse.GetValue(Warm) + 1,
            Steps = cuts,
            FanOut = parse.GetValue(FanOut),
            Patience = TimeSpan.FromSeconds(10 + (3 * links.Viewers * fluidSeconds)),
            Network = new NetworkOptions { SegmentBytesMax = PacketSize.PayloadBytesMax * packets },
        };
    }

    /// <summary>How many viewers had it whole by when.</summary>
    private static PlotSeries Completion(string protocol, BlobRun run)
    {
        var times = run.PerViewerSeconds.Where(seconds => seconds is not null).Select(seconds => seconds!.Value).Order().ToList();
        return new PlotSeries(protocol, [(0, 0), .. times.Select((seconds, before) => (seconds, before + 1.0))], IsStepped: true);
    }

    private static void Draw(string path, List<PlotSeries> curves, double fluidSeconds, string title)
    {
        double last = curves.Max(curve => curve.Points.Max(point => point.X));
        double most = curves.Max(curve => curve.Points.Max(point => point.Y));
        var plot = new SvgPlot($"{title}, simulated", new PlotAxis("s", 0, 1.02 * last), new PlotAxis("viewers that have it all", 0, most));
        foreach (PlotSeries curve in curves)
            plot.Add(curve);
        plot.Add(new PlotSeries("fluid bound", [(fluidSeconds, 0), (fluidSeconds, most)], IsDashed: true));
        plot.Write(path);
    }

    private static BlobRun ToRun(DistributionResult result) => new()
    {
        PerViewerSeconds = [.. Enumerable.Range(0, result.Plan.Viewers).Select(viewer => Seconds(result, viewer))],
        SourceCopies = result.Source.DataSent / (double)result.Plan.BlobBytes,
        DuplicateShare = result.DuplicateShare,
        ProtocolShare = result.ProtocolShare,
        More = [("seed", result.Plan.Seed), ("trace", result.TraceHash)],
    };

    /// <summary>A viewer that was cut off counts no more, whatever it had.</summary>
    private static double? Seconds(DistributionResult result, int viewer) =>
        result.IsAlive[viewer] ? result.Arrivals.Delay(result.Plan.Rounds - 1, viewer)?.TotalSeconds : null;

    private static bool TryReadCuts(string? text, int viewers, out IReadOnlyList<DistributionStep> cuts)
    {
        var steps = new List<DistributionStep>();
        cuts = steps;
        if (text is null) return true;
        string[] parts = text.Split('@');
        if (parts.Length != 2 || !double.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out double seconds))
            return false;
        foreach (string name in parts[0].Split(','))
        {
            if (!name.StartsWith('h') || !int.TryParse(name.AsSpan(1), out int viewer) || viewer < 1 || viewer > viewers) return false;
            steps.Add(new DistributionStep(TimeSpan.FromSeconds(seconds), StepKind.Cut, viewer));
        }

        return true;
    }
}
