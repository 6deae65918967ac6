using System.CommandLine;
using ScreenShare.Bench.Measuring;
using ScreenShare.Simulator.Distribution;
using ScreenShare.Simulator.Network;

namespace ScreenShare.Bench.Commands;

/// <summary><c>distribute</c>: one blob from a source to viewers over simulated links, by one protocol, beside its bounds.</summary>
internal static class DistributeCommand
{
    /// <summary>Above this many viewers an uplink sends several packets at a time: coarser turns, far fewer events.</summary>
    private const int ExactViewersMax = 64;

    private const int CoarsePackets = 4;

    private static readonly LinkOptions Links = new(up: "8", down: "32", delayMs: 0.5);

    private static readonly Option<string> Protocol = new("--protocol") { DefaultValueFactory = _ => "swarm" };
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
    private static readonly Option<int> FanOut = new("--fan-out") { Description = "Tree: children of a parent", DefaultValueFactory = _ => 2 };
    private static readonly Option<bool> Json = new("--json");

    public static Command Create()
    {
        Protocol.AcceptOnlyFromAmong([.. ProtocolCatalogue.Names]);
        var command = new Command("distribute", "Simulated: one blob from a source to viewers over links of limited rate")
        {
            Protocol, Viewers, Bytes, Chunk, Links.Up, Links.Down, Links.Delay, Seed, Cut, Warm, Runs, FanOut, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        int viewers = parse.GetValue(Viewers);
        string protocol = parse.GetRequiredValue(Protocol);
        if (!TryReadCuts(parse.GetValue(Cut), viewers, out IReadOnlyList<DistributionStep> cuts))
        {
            Console.Error.WriteLine("--cut: give viewers and seconds such as h3,h4@4.0");
            return 2;
        }

        BlobLinks links = Links.Read(parse, viewers);
        IReadOnlyList<HostLink> hosts = Links.ToHosts(parse, links);
        var report = new BlobReport("distribute", parse.GetValue(Bytes), parse.GetValue(Chunk), links);
        for (int run = 0; run < parse.GetValue(Runs); run++)
        {
            var plan = new DistributionPlan
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
                Patience = TimeSpan.FromSeconds(10 + (3 * viewers * report.FluidSeconds)),
                Network = new NetworkOptions
                {
                    SegmentBytesMax = PacketSize.PayloadBytesMax * (viewers > ExactViewersMax ? CoarsePackets : 1),
                },
            };
            if (run == 0)
                PlanText.Write(plan, Console.Out);
            report.Add(ToRun(DistributionRun.Play(plan, stage => ProtocolCatalogue.Create(protocol, stage))));
        }

        string title = $"simulated: {parse.GetValue(Bytes):N0} bytes by {protocol} to {viewers} viewers";
        report.Print(title, [("protocol", protocol), ("viewers", viewers), ("simulated", true)], parse.GetValue(Json));
        return 0;
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
        if (text is null)
            return true;
        string[] parts = text.Split('@');
        if (parts.Length != 2 || !double.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out double seconds))
            return false;
        foreach (string name in parts[0].Split(','))
        {
            if (!name.StartsWith('h') || !int.TryParse(name.AsSpan(1), out int viewer) || viewer < 1 || viewer > viewers)
                return false;
            steps.Add(new DistributionStep(TimeSpan.FromSeconds(seconds), StepKind.Cut, viewer));
        }

        return true;
    }
}
