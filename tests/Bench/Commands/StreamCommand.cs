using System.CommandLine;
using ScreenShare.Bench.Measuring;
using ScreenShare.Simulator.Distribution;
using ScreenShare.Simulator.Network;

namespace ScreenShare.Bench.Commands;

/// <summary><c>stream</c>: frames at a steady pace over simulated links; per frame the last and the p50 viewer, against the postal
/// bound.</summary>
internal static class StreamCommand
{
    private static readonly LinkOptions Links = new(up: "100", down: "100", delayMs: 20);

    private static readonly Option<string> Protocol = new("--protocol") { DefaultValueFactory = _ => "swarm" };
    private static readonly Option<int> Viewers = new("--viewers") { DefaultValueFactory = _ => 100 };
    private static readonly Option<double> Rate = new("--fps") { DefaultValueFactory = _ => 30 };
    private static readonly Option<int> Bytes = new("--frame-bytes") { DefaultValueFactory = _ => 100_000 };
    private static readonly Option<int> Chunk = new("--chunk") { Description = "Most bytes of a chunk", DefaultValueFactory = _ => 16_384 };
    private static readonly Option<double> Seconds = new("--seconds") { DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Seed = new("--seed") { DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Segment = new("--segment")
    {
        Description = "Packets an uplink sends of one connection before it turns to the next; 1 is exact",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<double> ChurnPercent = new("--churn")
    {
        Description = "Per cent of the viewers that die each second, half of them silently; as many join",
    };

    private static readonly Option<int> FanOut = new("--fan-out") { Description = "Tree: children of a parent", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> Json = new("--json");

    public static Command Create()
    {
        Protocol.AcceptOnlyFromAmong([.. ProtocolCatalogue.Names]);
        var command = new Command("stream", "Simulated: frames at a steady pace to many viewers, against the postal bound")
        {
            Protocol, Viewers, Rate, Bytes, Chunk, Links.Up, Links.Down, Links.Delay, Seconds, Seed, Segment, ChurnPercent, FanOut, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        int viewers = parse.GetValue(Viewers);
        BlobLinks links = Links.Read(parse, viewers);
        IReadOnlyList<HostLink> hosts = Links.ToHosts(parse, links);
        var plan = new DistributionPlan
        {
            Name = parse.GetRequiredValue(Protocol),
            Seed = parse.GetValue(Seed),
            SourceLink = hosts[0],
            ViewerLinks = [.. hosts.Skip(1)],
            BlobBytes = parse.GetValue(Bytes),
            ChunkBytes = parse.GetValue(Chunk),
            Rounds = (int)(parse.GetValue(Seconds) * parse.GetValue(Rate)),
            RoundInterval = TimeSpan.FromSeconds(1 / parse.GetValue(Rate)),
            FanOut = parse.GetValue(FanOut),
            JoinInterval = TimeSpan.FromMilliseconds(5),
            Patience = TimeSpan.FromSeconds(5),
            Network = new NetworkOptions { SegmentBytesMax = PacketSize.PayloadBytesMax * parse.GetValue(Segment) },
        };
        plan = Churn.AddTo(plan, parse.GetValue(ChurnPercent) / 100, TimeSpan.FromSeconds(parse.GetValue(Seconds)));
        PlanText.Write(plan, Console.Out);
        DistributionResult result = DistributionRun.Play(plan, stage => ProtocolCatalogue.Create(plan.Name, stage));
        var report = StreamReport.Of(result, viewers, links, parse.GetValue(Links.Delay) / 1000);
        report.Print(parse.GetValue(Json));
        return 0;
    }
}
