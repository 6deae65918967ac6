using System.CommandLine;
using System.Net;
using System.Text.Json;
using ScreenShare.Bench.Distribute;

namespace ScreenShare.Bench.Commands;

/// <summary>
/// <c>distribute-real</c>: one blob, or a stream, from a source to viewers, the product's own nodes over TCP, a process each, so that each
/// can run in a network namespace of its own; <c>tests/Bench/in-namespaces.sh</c> does that.
/// </summary>
internal static class DistributeRealCommand
{
    public static Command Create() =>
        new("distribute-real", "A blob or a stream from one real node to others, a process each; see in-namespaces.sh")
        {
            Source(), Stream(), Viewer(), DistributeRealReport.Create(), StreamRealReport.Create(),
        };

    private static Command Source()
    {
        var options = new RealOptions();
        var warm = new Option<int>("--warm") { Description = "earlier blobs of the same size, not measured" };
        var cut = new Option<string>("--cut")
        {
            Description = "viewers that will be cut off, as 3,5: nobody waits for them",
            DefaultValueFactory = _ => "",
        };
        var network = new Option<string?>("--interface") { Description = "whose counter of sent bytes is read besides" };
        var command = new Command("source", "Publishes a blob and measures; its last line is one JSON object") { warm, cut, network };
        options.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            RealSettings settings = options.Read(parse) with
            {
                Warm = parse.GetValue(warm),
                Cut = [.. parse.GetRequiredValue(cut).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
                InterfaceName = parse.GetValue(network),
            };
            RealRun run = await RealSource.RunAsync(settings, cancellation);
            Console.WriteLine(JsonSerializer.Serialize(run, JsonSerializerOptions.Web));
            return run.IsComplete ? 0 : 1;
        });
        return command;
    }

    private static Command Stream()
    {
        var options = new RealOptions();
        var frames = new Option<int>("--frames") { Required = true, Description = "published in all" };
        var rate = new Option<double>("--fps") { DefaultValueFactory = _ => 30 };
        var command = new Command("stream", "Publishes frames at a steady pace and measures; its last line is one JSON object")
        {
            frames, rate,
        };
        options.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            RealStreamRun run = await RealStream.RunAsync(
                options.Read(parse), parse.GetValue(rate), parse.GetValue(frames), cancellation);
            Console.WriteLine(JsonSerializer.Serialize(run, JsonSerializerOptions.Web));
        });
        return command;
    }

    private static Command Viewer()
    {
        Option<string> control = RealOptions.Control();
        Option<string> bind = RealOptions.Bind();
        Option<int> chunk = RealOptions.Chunk();
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
}
