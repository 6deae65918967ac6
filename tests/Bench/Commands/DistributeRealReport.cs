using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ScreenShare.Bench.Distribute;
using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Commands;

/// <summary><c>distribute-real report</c>: what several runs of the source ended with, beside the bounds of their links.</summary>
internal static class DistributeRealReport
{
    public static Command Create()
    {
        var runs = new Option<string>("--runs") { Required = true, Description = "file with one line of JSON a run" };
        var up = new Option<string>("--up") { Required = true, Description = "Mbit/s: the source, then viewers; the last is repeated" };
        var down = new Option<string>("--down") { Required = true, Description = "Mbit/s of the viewers; the last is repeated" };
        var label = new Option<string>("--label") { Description = "what else the case was", DefaultValueFactory = _ => "" };
        var json = new Option<bool>("--json");
        var command = new Command("report", "Sums up runs") { runs, up, down, label, json };
        command.SetAction(parse => Print(
            parse.GetRequiredValue(runs),
            Rates(parse.GetRequiredValue(up)),
            Rates(parse.GetRequiredValue(down)),
            parse.GetRequiredValue(label),
            parse.GetValue(json)));
        return command;
    }

    private static int Print(string path, double[] up, double[] down, string label, bool json)
    {
        RealRun[] runs = [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<RealRun>(line, JsonSerializerOptions.Web)!)];
        if (runs.Length == 0)
        {
            Console.Error.WriteLine("there is no run to sum up");
            return 1;
        }

        RealRun first = runs[0];
        int viewers = first.PerViewerSeconds.Count;
        var report = new BlobReport("distribute-real", first.Bytes, first.ChunkBytes, BlobLinks.FromMegabits(viewers, up, down));
        foreach (RealRun run in runs)
            report.Add(run.ToBlobRun());
        string title = $"{first.Bytes} bytes to {viewers} real viewers, up {Text(up)}, down {Text(down)} Mbit/s, "
            + $"chunks of {first.ChunkBytes}, {first.Warm} blobs before, {label}";
        report.Print(
            title,
            [("protocol", "swarm"), ("viewers", viewers), ("up", up), ("down", down), ("warm", first.Warm), ("label", label)],
            json);
        return 0;
    }

    private static double[] Rates(string list) => [.. list.Split(',').Select(rate => double.Parse(rate, CultureInfo.InvariantCulture))];

    private static string Text(double[] rates) => string.Join(',', rates.Select(rate => rate.ToString(CultureInfo.InvariantCulture)));
}
