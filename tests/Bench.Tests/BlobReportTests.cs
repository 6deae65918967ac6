using System.Text.Json;
using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Tests;

/// <summary>The JSON that simulated and real runs are compared by.</summary>
public sealed class BlobReportTests
{
    [Fact]
    public void Figures_at_the_top_are_medians_and_each_run_is_listed()
    {
        var report = new BlobReport("distribute", 800_000, 16_384, BlobLinks.FromMegabits(2, [8], [32]));
        report.Add(Run(1.0, 1.2, copies: 1.1));
        report.Add(Run(1.5, null, copies: 1.3));
        report.Add(Run(0.9, 1.6, copies: 1.2));

        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(report.ToJson([("protocol", "swarm")])));

        JsonElement root = json.RootElement;
        Assert.Equal("swarm", root.GetProperty("protocol").GetString());
        Assert.Equal(1.5, root.GetProperty("lastSeconds").GetDouble());
        Assert.Equal(1.5 / 0.8, root.GetProperty("fluidRatio").GetDouble(), 6);
        Assert.Equal(1.2, root.GetProperty("sourceCopies").GetDouble());
        Assert.Equal([1.0, 1.6], root.GetProperty("perViewerSeconds").EnumerateArray().Select(seconds => seconds.GetDouble()));
        Assert.Equal(3, root.GetProperty("runs").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("runs")[1].GetProperty("perViewerSeconds")[1].ValueKind);
        foreach (string name in (string[])["discreteRatio", "duplicateShare", "protocolShare"])
            Assert.Equal(JsonValueKind.Number, root.GetProperty(name).ValueKind);
    }

    private static BlobRun Run(double first, double? second, double copies) => new()
    {
        PerViewerSeconds = [first, second],
        SourceCopies = copies,
        DuplicateShare = 0.01,
        ProtocolShare = 0.02,
    };
}
