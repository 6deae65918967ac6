namespace ScreenShare.Bench.Measuring;

/// <summary>
/// Runs of one blob's distribution beside its bounds, as a table and as one JSON object: what simulated and real runs are compared by.
/// All figures at the top are medians over the runs; each run is listed.
/// </summary>
internal sealed class BlobReport(string bench, double bytes, double chunkBytes, BlobLinks links)
{
    private readonly List<BlobRun> _runs = [];

    public double FluidSeconds => Bounds.Fluid(bytes, links);

    public double DiscreteSeconds => Bounds.Discrete(bytes, chunkBytes, links);

    public void Add(BlobRun run) => _runs.Add(run);

    /// <param name="facts">What the case was, for the JSON: protocol, viewers and the like.</param>
    public void Print(string title, IReadOnlyList<(string Name, object Value)> facts, bool json)
    {
        var rows = new List<string[]>();
        foreach (BlobRun run in _runs)
            rows.Add(Row($"{rows.Count + 1}", run));
        if (_runs.Count > 1) rows.Add(Row("median", Median()));
        string[] head =
        [
            "run", "last s", "× fluid", "× discrete", "source copies", "duplicate %", "protocol %", "whole at", .. More(_runs[0]),
        ];
        Table.Print(title, head, rows);
        Console.WriteLine($"fluid bound {FluidSeconds:0.000} s, discrete bound {DiscreteSeconds:0.000} s");
        if (json) Table.PrintJson(ToJson(facts));
    }

    public Dictionary<string, object> ToJson(IReadOnlyList<(string Name, object Value)> facts)
    {
        var figures = new Dictionary<string, object> { ["bench"] = bench };
        foreach ((string name, object value) in facts)
            figures[name] = value;
        figures["bytes"] = bytes;
        figures["chunkBytes"] = chunkBytes;
        figures["fluidSeconds"] = FluidSeconds;
        figures["discreteSeconds"] = DiscreteSeconds;
        foreach ((string name, object value) in Figures(Median()))
            figures[name] = value;
        figures["runs"] = _runs.Select(Figures).ToArray();
        return figures;
    }

    private Dictionary<string, object> Figures(BlobRun run)
    {
        var figures = new Dictionary<string, object>
        {
            ["lastSeconds"] = Finite(run.LastSeconds),
            ["perViewerSeconds"] = run.PerViewerSeconds,
            ["fluidRatio"] = Finite(run.LastSeconds / FluidSeconds),
            ["discreteRatio"] = Finite(run.LastSeconds / DiscreteSeconds),
            ["sourceCopies"] = run.SourceCopies,
            ["duplicateShare"] = run.DuplicateShare,
            ["protocolShare"] = run.ProtocolShare,
        };
        foreach ((string name, object value) in run.More)
            figures[name] = value;
        return figures;
    }

    private string[] Row(string name, BlobRun run) =>
    [
        name, Table.Number(run.LastSeconds), Table.Number(run.LastSeconds / FluidSeconds), Table.Number(run.LastSeconds / DiscreteSeconds),
        Table.Number(run.SourceCopies), Table.Number(100 * run.DuplicateShare), Table.Number(100 * run.ProtocolShare),
        $"{run.PerViewerSeconds.Count(seconds => seconds is not null)} of {run.PerViewerSeconds.Count}",
        .. run.More.Select(figure => figure.Value.ToString() ?? ""),
    ];

    private BlobRun Median() => _runs.Count == 1 ? _runs[0] : new BlobRun
    {
        PerViewerSeconds = [.. Enumerable.Range(0, links.Viewers).Select(MedianOfViewer)],
        SourceCopies = MedianOf(run => run.SourceCopies),
        DuplicateShare = MedianOf(run => run.DuplicateShare),
        ProtocolShare = MedianOf(run => run.ProtocolShare),
        Last = MedianOf(run => run.LastSeconds),
    };

    private double MedianOf(Func<BlobRun, double> figure)
    {
        var samples = new Samples();
        foreach (BlobRun run in _runs)
            samples.Add(figure(run));
        return samples.Median;
    }

    /// <summary>Null where it had the blob in less than half of the runs.</summary>
    private double? MedianOfViewer(int viewer)
    {
        double median = MedianOf(run => run.PerViewerSeconds[viewer] ?? double.PositiveInfinity);
        return double.IsFinite(median) ? median : null;
    }

    private static IEnumerable<string> More(BlobRun run) => run.More.Select(figure => figure.Name);

    /// <summary>JSON has no word for infinity.</summary>
    private static object Finite(double value) => double.IsFinite(value) ? value : "never";
}
