using System.CommandLine;
using System.Globalization;
using ScreenShare.Bench.Measuring;
using ScreenShare.Bench.Plots;
using ScreenShare.Simulator.Distribution;

namespace ScreenShare.Bench.Commands;

/// <summary><c>scale</c>: the same stream to ever more viewers: delay, the source's upload, the protocol's share.</summary>
internal static class ScaleCommand
{
    public static Command Create()
    {
        var protocols = new Option<string[]>("--protocol")
        {
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["tree", "swarm"],
        };
        protocols.AcceptOnlyFromAmong([.. ProtocolCatalogue.Names]);
        var viewers = new Option<int[]>("--viewers")
        {
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [10, 30, 100, 300, 1000],
        };
        var plots = new Option<string?>("--plots") { Description = "Write SVG files into this directory", HelpName = "DIR" };
        var json = new Option<bool>("--json");
        var options = new StreamOptions();
        var command = new Command("scale", "Simulated: the same stream to ever more viewers") { protocols, viewers, plots };
        options.AddTo(command);
        command.Add(json);
        command.SetAction(parse =>
        {
            var reports = new List<StreamReport>();
            foreach (string protocol in parse.GetRequiredValue(protocols))
            {
                foreach (int count in parse.GetRequiredValue(viewers))
                    reports.Add(options.Play(parse, protocol, count));
            }

            Print(reports);
            if (parse.GetValue(plots) is { } directory) Plot(reports, directory);
            if (parse.GetValue(json))
            {
                Table.PrintJson(new Dictionary<string, object>
                {
                    ["bench"] = "scale", ["simulated"] = true, ["runs"] = reports.Select(report => report.ToJson()).ToArray(),
                });
            }

            return 0;
        });
        return command;
    }

    private static void Print(List<StreamReport> reports) => Table.Print(
        $"simulated: {reports[0].Plan.Rounds} frames of {reports[0].Plan.BlobBytes:N0} bytes, medians over frames",
        [
            "protocol", "viewers", "p50 viewer ms", "× bound", "last viewer ms", "× bound", "source upload, copies", "protocol %",
            "duplicate %", "processor s per s",
        ],
        [.. reports.Select(report => (string[])
        [
            report.Plan.Name, report.Viewers.ToString("N0", CultureInfo.InvariantCulture),
            Table.Number(1000 * report.MiddleViewer.Median), Table.Number(report.MiddleViewer.Median / report.BoundMiddle),
            Table.Number(1000 * report.LastViewer.Median), Table.Number(report.LastViewer.Median / report.BoundLast),
            Table.Number(report.SourceCopies), Table.Number(100 * report.ProtocolShare), Table.Number(100 * report.DuplicateShare),
            Table.Number(report.ProcessorPerSecond),
        ])]);

    private static void Plot(List<StreamReport> reports, string directory)
    {
        double most = reports.Max(report => report.Viewers);
        double least = reports.Min(report => report.Viewers);
        var viewers = new PlotAxis("viewers", least, most, isLogarithmic: true);
        double slowest = reports.Where(report => double.IsFinite(report.LastViewer.Median)).Max(report => report.LastViewer.Median);
        var delays = new SvgPlot("Delay of the last viewer", viewers, new PlotAxis("ms, median frame", 0, 1050 * slowest));
        double upload = reports.Max(report => report.SourceCopies);
        var copies = new SvgPlot("What the source sends", viewers, new PlotAxis("copies of the stream", 0, Math.Max(4, 1.05 * upload)));
        foreach (IGrouping<string, StreamReport> protocol in reports.GroupBy(report => report.Plan.Name))
        {
            delays.Add(new PlotSeries(
                protocol.Key, [.. protocol.Select(report => ((double)report.Viewers, 1000 * report.LastViewer.Median))]));
            copies.Add(new PlotSeries(protocol.Key, [.. protocol.Select(report => ((double)report.Viewers, report.SourceCopies))]));
        }

        IEnumerable<StreamReport> each = reports.DistinctBy(report => report.Viewers).OrderBy(report => report.Viewers);
        delays.Add(new PlotSeries(
            "postal bound", [.. each.Select(report => ((double)report.Viewers, 1000 * report.BoundLast))], IsDashed: true));
        delays.Write(Path.Combine(directory, "delay-against-viewers.svg"));
        copies.Write(Path.Combine(directory, "source-upload-against-viewers.svg"));
    }
}
