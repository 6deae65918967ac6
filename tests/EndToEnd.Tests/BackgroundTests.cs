namespace ScreenShare.EndToEnd.Tests;

/// <summary>
/// Programs that an interactive shell has started in the background: the terminal is the shell's, and who reads it nevertheless, or sets
/// its modes, is stopped by the kernel.
/// </summary>
public sealed class BackgroundTests
{
    private const string NobodysLink =
        "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw";

    private static string Broadcaster =>
        $"dotnet exec '{Apps.PathOf("Broadcaster")}' --source test:64x64 --bind 127.0.0.1 --port 0";

    private static string Viewer => $"dotnet exec '{Apps.PathOf("Viewer.Console")}' '{NobodysLink}' --bind 127.0.0.1";

    // A program that is stopped never comes to its end, and the shell says that it is.
    [Theory(Timeout = 120_000)]
    [InlineData("&")]
    [InlineData("</dev/null &")]
    [InlineData("<&- &")]
    public async Task In_the_background_both_programs_run_to_their_end(string how)
    {
        foreach (string program in (string[])[Broadcaster, Viewer])
        {
            string shown = await InteractiveShell.TypeAsync(
                $"type {program} --duration 2 {how}", "wait ready> ", "type wait $!; echo ended=$?", @"wait ended=\d+");

            Assert.Contains("ended=0", shown);
            Assert.DoesNotContain("Stopped", shown);
        }
    }

    // To be asked for the link, one has to have the terminal.
    [Theory(Timeout = 120_000)]
    [InlineData("Viewer.Console")]
    [InlineData("Viewer.Gui")]
    public async Task In_the_background_a_viewer_without_a_link_ends_and_says_why(string viewer)
    {
        string shown = await InteractiveShell.TypeAsync(
            $"type dotnet exec '{Apps.PathOf(viewer)}' &", "wait ready> ", "type wait $!; echo ended=$?", @"wait ended=\d+");

        Assert.Contains("ended=2", shown);
        Assert.Contains("nobody to ask for the link", shown);
        Assert.DoesNotContain("Stopped", shown);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("nohup")]
    [InlineData("setsid -w")]
    public async Task Apart_from_the_terminal_a_broadcast_runs_to_its_end(string before)
    {
        string shown = await InteractiveShell.TypeAsync(
            $"type {before} {Broadcaster} --duration 2 >/dev/null 2>&1; echo ended=$?", @"wait ended=\d+");

        Assert.Contains("ended=0", shown);
    }

    [Fact(Timeout = 120_000)]
    public async Task Brought_to_the_foreground_a_broadcast_obeys()
    {
        string shown = await InteractiveShell.TypeAsync(
            $"type {Broadcaster} --duration 50 &", "wait To watch", "type fg", "wait Broadcaster", "type help", "wait limit upload RATE",
            "type quit", @"wait Ended: [\s\S]*ready> ", "type echo ended=$?", @"wait ended=\d+");

        Assert.Contains("ended=0", shown);
    }

    [Fact(Timeout = 120_000)]
    public async Task Brought_to_the_foreground_a_viewer_obeys()
    {
        string shown = await InteractiveShell.TypeAsync(
            $"type {Viewer} --duration 50 &", "wait listening on port", "type fg", "wait Viewer", "type quit", "wait ready> ",
            "type echo ended=$?",
            @"wait ended=\d+");

        Assert.Contains("ended=0", shown);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ctrl_Z_stops_a_viewer_that_draws_gives_the_terminal_back_and_draws_anew_in_the_foreground()
    {
        string shown = await InteractiveShell.TypeAsync(
            $"type {Viewer} --duration 50", @"wait \x1b\[\?1049h[\s\S]*looking for peers", "key \x1a", "wait Stopped[\\s\\S]*ready> ",
            "type fg", @"wait \x1b\[\?1049h[\s\S]*looking for peers", "type quit", "wait ready> ", "type echo ended=$?", @"wait ended=\d+");

        Assert.Matches(@"\x1b\[\?1049l[\s\S]*Stopped", shown);
        Assert.Contains("ended=0", shown);
    }
}
