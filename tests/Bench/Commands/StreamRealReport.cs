using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ScreenShare.Bench.Distribute;
using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Commands;

/// <summary><c>distribute-real stream-report</c>: by viewer, medians of what several runs of the source ended with.</summary>
internal static class StreamRealReport
{
    public static Command Create()
    {
        var runs = new Option<string>("--runs") { Required = true, Description = "file with one line of JSON a run" };
        var label = new Option<string>("--label") { Description = "what the links were", DefaultValueFactory = _ => "" };
        var command = new Command("stream-report", "Sums up runs of a stream") { runs, label };
        command.SetAction(parse => Print(parse.GetRequiredValue(runs), parse.GetRequiredValue(label)));
        return command;
    }

    private static int Print(string path, string label)
    {
        RealStreamRun[] runs =
            [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<RealStreamRun>(line, JsonSerializerOptions.Web)!)];
        if (runs.Length == 0)
        {
            Console.Error.WriteLine("there is no run to sum up");
            return 1;
        }

        RealStreamRun first = runs[0];
        string title = string.Create(
            CultureInfo.InvariantCulture,
            $"{first.Frames} frames of {first.Bytes} bytes to {first.Viewers.Count} real viewers, {label}; medians of {runs.Length} runs; "
            + $"the source sent {Middle(runs, run => run.SourceCopies):f2} copies");
        Table.Print(
            title,
            ["viewer", "pictures/s", "delay p50 ms", "p95 ms", "worst ms", "wrong"],
            [.. Enumerable.Range(0, first.Viewers.Count).Select(i => Row(runs, i))]);
        return 0;
    }

    private static string[] Row(RealStreamRun[] runs, int viewer)
    {
        return
        [
            $"{viewer + 1}", Text(each => each.PicturesPerSecond), Text(each => 1000 * each.Median), Text(each => 1000 * each.P95),
            Text(each => 1000 * each.Worst), $"{runs.Sum(run => run.Viewers[viewer].Wrong)}",
        ];

        string Text(Func<RealStreamViewer, double> figure) =>
            Middle(runs, run => figure(run.Viewers[viewer])).ToString("f1", CultureInfo.InvariantCulture);
    }

    private static double Middle(RealStreamRun[] runs, Func<RealStreamRun, double> figure)
    {
        var samples = new Samples();
        foreach (RealStreamRun run in runs)
            samples.Add(figure(run));
        return samples.Median;
    }
}
