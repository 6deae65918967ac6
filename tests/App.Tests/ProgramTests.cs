using System.Text.RegularExpressions;
using ScreenShare.EndToEnd.Tests;

namespace ScreenShare.App.Tests;

/// <summary>The installed program, run as people and scripts run it.</summary>
public sealed class ProgramTests : IDisposable
{
    private const int TimeoutMs = 60_000;
    private const string Escape = "\e";

    private const string Colour = "\e\\[[0-9;]*m";

    private const string Link =
        "\"magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw\"";

    private readonly Scratch _scratch = new();

    [Fact(Timeout = TimeoutMs)]
    public async Task The_version_is_one_line_that_begins_with_name_and_number()
    {
        (string output, int exitCode, _) = await InstalledProgram.RunAsync([], "--version");

        Assert.Matches(@"^screenshare \d+\.\d+\.\d+(-[a-z]+)?( \(commit [0-9a-f]{7}\))?\n$", output);
        Assert.Equal(0, exitCode);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Words_after_version_are_refused()
    {
        (string output, int exitCode, string complaints) = await InstalledProgram.RunAsync([], "--version", "extra");

        Assert.Equal(("", 2, "'extra' is not understood. --help lists what there is."), (output, exitCode, complaints));
    }

    [Theory(Timeout = TimeoutMs)]
    [InlineData]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("--nonsense", "--help")]
    public async Task The_help_is_there_in_all_the_ways_that_people_ask_for_it(params string[] arguments)
    {
        (string output, int exitCode, string complaints) = await InstalledProgram.RunAsync([], arguments);

        Assert.Contains("Usage: screenshare [COMMAND] [OPTIONS]", output);
        Assert.Equal((0, ""), (exitCode, complaints));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task The_help_of_a_command_is_the_same_by_either_way()
    {
        Assert.Equal(await InstalledProgram.RunAsync([], "share", "--help"), await InstalledProgram.RunAsync([], "help", "share"));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Defaults_hold_for_a_run_and_what_is_typed_wins()
    {
        string[] environment = ["SCREENSHARE_CONFIG=" + WithConfig("[share]\nsource = test:64x48\nduration = 0.2\n")];

        (string output, int exitCode, _) = await InstalledProgram.RunAsync([.. environment, "SCREENSHARE_BIND=127.0.0.1"], "share");
        (string given, _, _) = await InstalledProgram.RunAsync(environment, "share", "--source", "test:32x32", "--bind", "127.0.0.1");

        Assert.Contains("Broadcasting test picture, 64x48", output);
        Assert.Contains("x.pe=127.0.0.1:", output);
        Assert.Contains("Broadcasting test picture, 32x32", given);
        Assert.Equal(0, exitCode);
    }

    [Theory(Timeout = TimeoutMs)]
    [InlineData("fpss = 3", "config, line 1: there is no option fpss; did you mean fps?")]
    [InlineData("[view]\nport = x", "config, line 2: port x: give a whole number from 0 to 65535.")]
    [InlineData("bind = 192.0.2.1", "(--bind 192.0.2.1 comes from ")] // for documentation: nobody's
    public async Task A_bad_default_is_one_line_and_exit_code_2(string text, string complaint)
    {
        string[] environment = ["SCREENSHARE_CONFIG=" + WithConfig(text)];

        (string output, int exitCode, string complaints) = await InstalledProgram.RunAsync(environment, "share", "--source", "test:64x48");

        Assert.Contains(complaint, complaints);
        Assert.DoesNotContain('\n', complaints);
        Assert.Equal(("", 2), (output, exitCode));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task The_defaults_in_effect_can_be_looked_at()
    {
        string path = WithConfig("[share]\nfps = 20\n");

        (string output, _, _) = await InstalledProgram.RunAsync([$"SCREENSHARE_CONFIG={path}", "SCREENSHARE_PEERS=9"], "config");

        Assert.Contains($"Configuration file: {path}\n", output);
        Assert.Matches($@"share --fps 20 +{Regex.Escape(path)}, line 2\n", output);
        Assert.Matches(@"view --peers 9 +SCREENSHARE_PEERS\n", output);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task The_demos_viewers_have_no_defaults_of_the_users()
    {
        string unwanted = _scratch.Path("last.png");

        (string output, _, _) = await InstalledProgram.RunAsync(
            ["SCREENSHARE_CONFIG=" + WithConfig($"[view]\nsnapshot = {unwanted}\n")], "demo", "1", "--duration", "1");

        Assert.Contains("pictures in", output);
        Assert.False(File.Exists(unwanted));
    }

    /// <summary>With TERM=dumb nothing steers the terminal; with NO_COLOR nothing is coloured, but lines are drawn over again.</summary>
    [Theory(Timeout = TimeoutMs)]
    [InlineData("TERM=dumb", "share --source test:64x48 --bind 127.0.0.1 --qr --verbose --duration 1", Escape)]
    [InlineData("TERM=", "share --source test:64x48 --bind 127.0.0.1 --qr --verbose --duration 1", Escape)]
    [InlineData("TERM=dumb", "demo 1 --duration 1", Escape)]
    [InlineData("TERM=dumb", "help share", Escape)]
    [InlineData("NO_COLOR=1", "share --source test:64x48 --bind 127.0.0.1 --qr --verbose --duration 1", Colour)]
    [InlineData("NO_COLOR=1", "demo 1 --duration 1", Colour)]
    [InlineData("NO_COLOR=1", "view --duration 1 " + Link, Colour)]
    [InlineData("TERM=dumb", "view --duration 1 " + Link, Escape)]
    public async Task A_terminal_gets_only_what_it_understands(string environment, string arguments, string unwanted)
    {
        string shown = await InteractiveShell.TypeAsync(
            "type bind 'set enable-bracketed-paste off'", "wait ready> ",
            $"type echo be''gin; {environment} {InstalledProgram.Path} {arguments}; echo en''d $?", "wait en[d] [0-9]");

        string own = shown[shown.LastIndexOf("begin\r\n", StringComparison.Ordinal)..];
        string command = arguments.Split(' ')[0];
        Assert.Contains(command switch { "share" => "Ended: ", "demo" => "Broadcasting", "view" => "frames shown", _ => "Usage:" }, own);
        Assert.DoesNotMatch(unwanted, own);
    }

    public void Dispose() => _scratch.Dispose();

    private string WithConfig(string text)
    {
        string path = _scratch.Path("config");
        File.WriteAllText(path, text);
        return path;
    }
}
