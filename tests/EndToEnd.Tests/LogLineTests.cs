namespace ScreenShare.EndToEnd.Tests;

/// <summary>Log lines on a terminal that is drawn on.</summary>
public sealed class LogLineTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_log_line_takes_the_place_of_the_status_line()
    {
        string shown = await InteractiveShell.TypeAsync(
            $"type dotnet exec '{Apps.PathOf("Broadcaster")}' --source test:64x64 --bind 127.0.0.1 --verbose", "wait frames/s", "type quit",
            @"wait Ended: [\s\S]*ready> ");

        Assert.Matches(@"\r\e\[K(\e\[[\d;]*m)*[\d:.]{12}[^\n]*Node stopped", shown); // in colours
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_standard_error_goes_elsewhere_a_viewer_that_draws_logs_there()
    {
        using var scratch = new Scratch();
        string errors = scratch.Path("errors");
        const string Link =
            "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw";

        string shown = await InteractiveShell.TypeAsync(
            $"type dotnet exec '{Apps.PathOf("Viewer.Console")}' '{Link}' --bind 127.0.0.1 --verbose 2>'{errors}'",
            @"wait \x1b\[\?1049h[\s\S]*looking for peers", "type quit", @"wait received[\s\S]*ready> ");

        Assert.DoesNotContain("INF", shown);
        Assert.Contains("INF Node stopped", await File.ReadAllTextAsync(errors, TestContext.Current.CancellationToken));
    }
}
