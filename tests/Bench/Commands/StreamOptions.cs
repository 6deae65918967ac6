using System.CommandLine;
using ScreenShare.Bench.Measuring;
using ScreenShare.Simulator.Distribution;
using ScreenShare.Simulator.Network;

namespace ScreenShare.Bench.Commands;

/// <summary>A simulated stream as the commands take it.</summary>
internal sealed class StreamOptions
{
    private readonly LinkOptions _links = new(up: "100", down: "100", delayMs: 20);
    private readonly Option<double> _rate = new("--fps") { DefaultValueFactory = _ => 30 };
    private readonly Option<int> _bytes = new("--frame-bytes") { DefaultValueFactory = _ => 100_000 };
    private readonly Option<int> _chunk = new("--chunk") { Description = "Most bytes of a chunk", DefaultValueFactory = _ => 16_384 };
    private readonly Option<double> _seconds = new("--seconds") { DefaultValueFactory = _ => 5 };
    private readonly Option<int> _seed = new("--seed") { DefaultValueFactory = _ => 1 };
    private readonly Option<int> _segment = new("--segment")
    {
        Description = "Packets an uplink sends of one connection before it turns to the next; 1 is exact",
        DefaultValueFactory = _ => 4,
    };

    private readonly Option<double> _churn = new("--churn")
    {
        Description = "Per cent of the viewers that die each second, half of them silently; as many join",
    };

    private readonly Option<int> _fanOut = new("--fan-out") { Description = "Tree: children of a parent", DefaultValueFactory = _ => 3 };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])
            [_links.Up, _links.Down, _links.Delay, _rate, _bytes, _chunk, _seconds, _seed, _segment, _churn, _fanOut])
            command.Add(option);
    }

    public StreamReport Play(ParseResult parse, string protocol, int viewers)
    {
        BlobLinks links = _links.Read(parse, viewers);
        IReadOnlyList<HostLink> hosts = _links.ToHosts(parse, links);
        double seconds = parse.GetValue(_seconds);
        double rate = parse.GetValue(_rate);
        var plan = new DistributionPlan
        {
            Name = protocol,
            Seed = parse.GetValue(_seed),
            SourceLink = hosts[0],
            ViewerLinks = [.. hosts.Skip(1)],
            BlobBytes = parse.GetValue(_bytes),
            ChunkBytes = parse.GetValue(_chunk),
            Rounds = (int)(seconds * rate),
            RoundInterval = TimeSpan.FromSeconds(1 / rate),
            FanOut = parse.GetValue(_fanOut),
            JoinInterval = TimeSpan.FromMilliseconds(5),
            Patience = TimeSpan.FromSeconds(5),
            Network = new NetworkOptions { SegmentBytesMax = PacketSize.PayloadBytesMax * parse.GetValue(_segment) },
        };
        plan = Churn.AddTo(plan, parse.GetValue(_churn) / 100, TimeSpan.FromSeconds(seconds));
        PlanText.Write(plan, Console.Out);
        DistributionResult result = DistributionRun.Play(plan, stage => ProtocolCatalogue.Create(protocol, stage));
        return StreamReport.Of(result, viewers, links, parse.GetValue(_links.Delay) / 1000);
    }
}
