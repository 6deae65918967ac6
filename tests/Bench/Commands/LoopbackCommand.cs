using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Commands;

/// <summary>
/// <c>loopback</c>: a real broadcaster and one real viewer, a process each: delay from capture to shown, and each one's share of a core.
/// </summary>
internal static class LoopbackCommand
{
    public static Command Create()
    {
        var source = new Option<string>("--source") { DefaultValueFactory = _ => "test:1920x1080" };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20 };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 3 };
        var program = new Option<string?>("--program") { Description = "An installed screenshare, instead of what was built here" };
        var json = new Option<bool>("--json");
        var command = new Command("loopback", "Delay and processor time of a broadcaster and one viewer on loopback")
        {
            source, seconds, runs, program, json,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            var rows = new List<string[]>();
            var medians = new Samples();
            for (int run = 0; run < parse.GetValue(runs); run++)
            {
                Result result = await RunAsync(
                    parse.GetValue(program), parse.GetRequiredValue(source), parse.GetValue(seconds), cancellation);
                medians.Add(result.MedianMs);
                rows.Add([
                    (run + 1).ToString(), result.Frames.ToString(), result.Skipped.ToString(), Table.Number(result.MedianMs),
                    Table.Number(result.P95Ms),
                    Table.Number(100 * result.BroadcasterCores), Table.Number(100 * result.ViewerCores),
                ]);
            }

            Table.Print(
                $"{parse.GetValue(source)}, 30 frames/s, {parse.GetValue(seconds)} s a run, one viewer on loopback",
                ["run", "frames", "skipped", "delay p50 ms", "p95 ms", "broadcaster, % of a core", "viewer, % of a core"],
                rows);
            if (parse.GetValue(json))
                Table.PrintJson(new Dictionary<string, object> { ["bench"] = "loopback", ["medianDelayMs"] = medians.Median });
            return 0;
        });
        return command;
    }

    private static async Task<Result> RunAsync(string? program, string source, int seconds, CancellationToken cancellation)
    {
        string[] share = ["--source", source, "--seed", "1", "--bind", "127.0.0.1", "--json", "--duration", seconds.ToString()];
        using Process broadcaster =
            program is null ? Programs.Start("Broadcaster", share) : Programs.StartInstalled(program, ["share", .. share]);
        string link = await Programs.ReadLinkAsync(broadcaster, cancellation);
        string[] view = [link, "--bind", "127.0.0.1", "--json"];
        using Process viewer =
            program is null ? Programs.Start("Viewer.Console", view) : Programs.StartInstalled(program, ["view", .. view]);
        Task drained = broadcaster.StandardOutput.ReadToEndAsync(cancellation);
        await viewer.StandardOutput.ReadLineAsync(cancellation);
        long start = Stopwatch.GetTimestamp();
        (TimeSpan broadcasterBefore, TimeSpan viewerBefore) = (broadcaster.TotalProcessorTime, viewer.TotalProcessorTime);
        TimeSpan broadcasterCpu = default, viewerCpu = default;
        TimeSpan window = default;
        string last = "";
        while (await viewer.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            last = line;
            if (viewer.HasExited || broadcaster.HasExited) continue;
            window = Stopwatch.GetElapsedTime(start);
            broadcasterCpu = broadcaster.TotalProcessorTime - broadcasterBefore;
            viewerCpu = viewer.TotalProcessorTime - viewerBefore;
        }

        await viewer.WaitForExitAsync(cancellation);
        await broadcaster.WaitForExitAsync(cancellation);
        await drained;
        using JsonDocument summary = JsonDocument.Parse(last);
        JsonElement figures = summary.RootElement;
        return new Result(
            figures.GetProperty("frames").GetInt64(), figures.GetProperty("skipped").GetInt64(),
            figures.GetProperty("medianDelayMs").GetDouble(),
            figures.GetProperty("p95DelayMs").GetDouble(), broadcasterCpu / window, viewerCpu / window);
    }

    private sealed record Result(long Frames, long Skipped, double MedianMs, double P95Ms, double BroadcasterCores, double ViewerCores);
}
