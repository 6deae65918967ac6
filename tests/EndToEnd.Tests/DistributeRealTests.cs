using System.Text.Json;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>The bench's own distribution among real nodes, on loopback: what it measures must come out whole and make sense.</summary>
public sealed class DistributeRealTests
{
    private const string Bytes = "100000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_blob_reaches_both_viewers_and_its_figures_add_up()
    {
        using var scratch = new Scratch();
        string control = scratch.Path("control");
        await using AppProcess source = Source(control, "--warm", "1");
        await using AppProcess one = Viewer(control, 1);
        await using AppProcess other = Viewer(control, 2);

        int[] exitCodes = [await source.ExitAsync(Cancellation), await one.ExitAsync(Cancellation), await other.ExitAsync(Cancellation)];

        Assert.Equal([0, 0, 0], exitCodes);
        JsonElement run = Assert.Single(source.Lines).Json;
        Assert.True(run.GetProperty("isComplete").GetBoolean());
        Assert.Equal(2, run.GetProperty("perViewerSeconds").GetArrayLength());
        Assert.All(run.GetProperty("perViewerSeconds").EnumerateArray(), seconds => Assert.InRange(seconds.GetDouble(), 0.0001, 60));
        Assert.InRange(run.GetProperty("sourceCopies").GetDouble(), 0.99, 3); // each byte once at least
        Assert.InRange(run.GetProperty("duplicateShare").GetDouble(), 0, 0.7);
        Assert.InRange(run.GetProperty("protocolShare").GetDouble(), 0.0001, 0.5);

        string runs = scratch.Path("runs");
        await File.WriteAllTextAsync(runs, $"{run.GetRawText()}\n{run.GetRawText()}\n", Cancellation);
        await using AppProcess report = Apps.Bench("distribute-real", "report", "--runs", runs, "--up", "8", "--down", "32", "--json");
        Assert.Equal(0, await report.ExitAsync(Cancellation));
        JsonElement summary = Assert.Single(report.Lines).Json;
        Assert.Equal(2, summary.GetProperty("runs").GetArrayLength());
        foreach (string name in (string[])["lastSeconds", "fluidRatio", "discreteRatio", "sourceCopies", "duplicateShare", "protocolShare"])
            Assert.True(summary.GetProperty(name).GetDouble() >= 0, name);
    }

    [Fact(Timeout = 120_000)]
    public async Task Nobody_waits_for_a_viewer_that_is_cut_off()
    {
        using var scratch = new Scratch();
        string control = scratch.Path("control");
        await using AppProcess source = Source(control, "--cut", "2");
        await using AppProcess one = Viewer(control, 1);
        await using AppProcess other = Viewer(control, 2);

        Assert.Equal(0, await source.ExitAsync(Cancellation));

        JsonElement run = Assert.Single(source.Lines).Json;
        JsonElement[] seconds = [.. run.GetProperty("perViewerSeconds").EnumerateArray()];
        Assert.Equal([JsonValueKind.Number, JsonValueKind.Null], seconds.Select(each => each.ValueKind));
    }

    private static AppProcess Source(string control, params string[] more) =>
        Apps.Bench(["distribute-real", "source", "--control", control, "--viewers", "2", "--bytes", Bytes, .. more]);

    private static AppProcess Viewer(string control, int index) =>
        Apps.Bench("distribute-real", "viewer", "--control", control, "--index", $"{index}");
}
