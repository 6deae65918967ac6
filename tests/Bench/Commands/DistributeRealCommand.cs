using System.CommandLine;
using System.Net;
using System.Text.Json;
using ScreenShare.Bench.Distribute;

namespace ScreenShare.Bench.Commands;

/// <summary>
/// <c>distribute-real</c>: one blob from a source to viewers, the product's own nodes over TCP, a process each, so that each can run in a
/// network namespace of its own; <c>tests/Bench/in-namespaces.sh</c> does that.
/// </summary>
internal static class DistributeRealCommand
{
    private const int DefaultChunk = 16 * 1024;

    public static Command Create() =>
        new("distribute-real", "A blob from one real node to others, a process each; see in-namespaces.sh")
        {
            Source(), Viewer(), DistributeRealReport.Create(),
        };

    private static Command Source()
    {
        Option<string> control = Control();
        Option<string> bind = Bind();
        Option<int> chunk = Chunk();
        var viewers = new Option<int>("--viewers") { Required = true };
        var bytes = new Option<int>("--bytes") { Required = true };
        var port = new Option<int>("--port");
        var warm = new Option<int>("--warm") { Description = "earlier blobs of the same size, not measured" };
        var cut = new Option<string>("--cut")
        {
            Description = "viewers that will be cut off, as 3,5: nobody waits for them",
            DefaultValueFactory = _ => "",
        };
        var network = new Option<string?>("--interface") { Description = "whose counter of sent bytes is read besides" };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
        var patience = new Option<double>("--patience") { Description = "seconds for one blob", DefaultValueFactory = _ => 120 };
        var command = new Command("source", "Publishes and measures; its last line is one JSON object")
        {
            control, bind, chunk, viewers, bytes, port, warm, cut, network, seed, patience,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            RealRun run = await RealSource.RunAsync(
                new RealSettings
                {
                    ControlPath = parse.GetRequiredValue(control),
                    Viewers = parse.GetValue(viewers),
                    Bytes = parse.GetValue(bytes),
                    ChunkCapacity = parse.GetValue(chunk),
                    Bind = IPAddress.Parse(parse.GetRequiredValue(bind)),
                    Port = parse.GetValue(port),
                    Warm = parse.GetValue(warm),
                    Cut = [.. parse.GetRequiredValue(cut).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
                    InterfaceName = parse.GetValue(network),
                    Seed = parse.GetValue(seed),
                    Patience = TimeSpan.FromSeconds(parse.GetValue(patience)),
                },
                cancellation);
            Console.WriteLine(JsonSerializer.Serialize(run, JsonSerializerOptions.Web));
            return run.IsComplete ? 0 : 1;
        });
        return command;
    }

    private static Command Viewer()
    {
        Option<string> control = Control();
        Option<string> bind = Bind();
        Option<int> chunk = Chunk();
        var index = new Option<int>("--index") { Required = true, Description = "its number, from 1" };
        var command = new Command("viewer", "Joins, receives, reports to the source; ends with it") { control, bind, chunk, index };
        command.SetAction((parse, cancellation) => RealViewer.RunAsync(
            parse.GetRequiredValue(control),
            parse.GetValue(index),
            IPAddress.Parse(parse.GetRequiredValue(bind)),
            parse.GetValue(chunk),
            cancellation));
        return command;
    }

    private static Option<string> Control() =>
        new("--control") { Required = true, Description = "path of the UNIX socket on which source and viewers talk about the measuring" };

    private static Option<string> Bind() => new("--bind") { DefaultValueFactory = _ => "127.0.0.1" };

    private static Option<int> Chunk() => new("--chunk") { DefaultValueFactory = _ => DefaultChunk };
}
