using System.CommandLine;
using System.Diagnostics;
using ScreenShare.Bench.Link;
using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Commands;

/// <summary>
/// <c>link</c>: one connection on loopback between two real nodes, a process each: payload verified and decrypted per second, processor
/// time of both, and what the receiver allocates. Starts itself as <c>link-source</c> for the other side.
/// </summary>
internal static class LinkCommand
{
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 500 };
    private static readonly Option<int> Warm = new("--warm") { DefaultValueFactory = _ => 200 };
    private static readonly Option<int> Window = new("--window") { DefaultValueFactory = _ => 3 };
    private static readonly Option<int> FrameBytes = new("--frame-bytes") { DefaultValueFactory = _ => 2 << 20 };
    private static readonly Option<int> Chunk = new("--chunk") { DefaultValueFactory = _ => 16 << 10 };

    public static Command Create()
    {
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 5 };
        var json = new Option<bool>("--json");
        var command = new Command("link", "Rate, processor time and allocations of one connection on loopback")
        {
            Frames, Warm, Window, FrameBytes, Chunk, runs, json,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            LinkPlan plan = Plan(parse);
            var results = new List<LinkResult>();
            await RunAsync(plan, cancellation); // not counted: this process compiles the viewer's code
            for (int run = 0; run < parse.GetValue(runs); run++)
                results.Add(await RunAsync(plan, cancellation));
            Print(plan, results, parse.GetValue(json));
            return 0;
        });
        return command;
    }

    public static Command CreateSource()
    {
        var command = new Command("link-source", "The other side of link") { Frames, Warm, Window, FrameBytes, Chunk };
        command.Hidden = true;
        command.SetAction(async (parse, cancellation) =>
        {
            await LinkSource.RunAsync(Plan(parse), cancellation);
            return 0;
        });
        return command;
    }

    private static LinkPlan Plan(ParseResult parse) => new(
        parse.GetValue(Frames), parse.GetValue(Warm), parse.GetValue(Window), parse.GetValue(FrameBytes), parse.GetValue(Chunk));

    private static async Task<LinkResult> RunAsync(LinkPlan plan, CancellationToken cancellation)
    {
        using Process source = Programs.StartSelf(["link-source", .. plan.ToArguments()]);
        try
        {
            LinkResult result = await LinkViewer.RunAsync(plan, source, cancellation);
            await source.WaitForExitAsync(cancellation);
            return result;
        }
        finally
        {
            if (!source.HasExited) source.Kill();
        }
    }

    private static void Print(LinkPlan plan, List<LinkResult> results, bool json)
    {
        Samples rate = new(), sourceCores = new(), viewerCores = new(), work = new(), allocated = new();
        var rows = new List<string[]>();
        foreach (LinkResult result in results)
        {
            rate.Add(result.MegabytesPerSecond);
            sourceCores.Add(100 * result.SourceCores);
            viewerCores.Add(100 * result.ViewerCores);
            work.Add(result.MicrosecondsPerChunk);
            allocated.Add(result.AllocatedPerChunk);
            rows.Add(Row(
                (rows.Count + 1).ToString(), result.MegabytesPerSecond, 100 * result.SourceCores, 100 * result.ViewerCores,
                result.MicrosecondsPerChunk, result.AllocatedPerChunk, result.Skipped));
        }

        rows.Add([.. Row("median", rate.Median, sourceCores.Median, viewerCores.Median, work.Median, allocated.Median), ""]);
        Table.Print(
            $"{plan.Frames - plan.WarmFrames} frames of {plan.FrameBytes / 1024} KiB in chunks of {plan.ChunkBytes / 1024} KiB on loopback",
            [
                "run", "MB/s verified and decrypted", "source, % of a core", "viewer, % of a core", "µs a chunk, both",
                "bytes allocated per chunk, viewer", "frames merged",
            ],
            rows);
        if (json)
        {
            Table.PrintJson(new Dictionary<string, object>
            {
                ["bench"] = "link",
                ["megabytesPerSecond"] = rate.Median,
                ["sourceCores"] = sourceCores.Median / 100,
                ["viewerCores"] = viewerCores.Median / 100,
                ["microsecondsPerChunk"] = work.Median,
                ["allocatedPerChunk"] = allocated.Median,
                ["chunks"] = results.Count == 0 ? 0 : results[0].Chunks,
                ["runs"] = results,
            });
        }
    }

    private static string[] Row(string name, params double[] values) => [name, .. values.Select(Table.Number)];
}
