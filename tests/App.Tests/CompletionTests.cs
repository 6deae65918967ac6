using System.Text;
using ScreenShare.EndToEnd.Tests;
using ScreenShare.TestPrograms;

namespace ScreenShare.App.Tests;

/// <summary>The scripts for shells, in the shells.</summary>
public sealed class CompletionTests : IDisposable
{
    private const int TimeoutMs = 60_000;

    private readonly Scratch _scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = TimeoutMs)]
    [InlineData("sh", "share")]
    [InlineData("share|--so", "--source")]
    [InlineData("view|--sn", "--snapshot")]
    [InlineData("view|--pipe|", "ppm,raw")]
    [InlineData("share|--source|win", "window:")]
    [InlineData("share|--source|file|:|my", "my talk.mp4")]
    [InlineData("share|--source|=|win", "window:")]
    [InlineData("view|--snapshot|my", "my talk.mp4")]
    [InlineData("share|--fps|", "")]
    [InlineData("completions|z", "zsh")]
    [InlineData("help|de", "demo")]
    [InlineData("share|--title|view|--so", "--source")]
    public async Task Bash_completes(string typed, string expected)
    {
        await File.WriteAllTextAsync(_scratch.Path("my talk.mp4"), "", Cancellation);
        string script = await ScriptAsync("bash");
        const string Ask = "cd \"$2\"; . \"$1\"; COMP_WORDS=(screenshare \"${@:3}\"); COMP_CWORD=$(($# - 2)); _screenshare; "
            + "IFS=,; echo \"${COMPREPLY[*]}\"";

        byte[] completed = await Programs.RunAsync(
            Programs.Require("bash", "bash"), ["-c", Ask, "bash", script, _scratch.Path(""), .. typed.Split('|')], default, Cancellation);

        Assert.Equal(expected, Encoding.UTF8.GetString(completed).TrimEnd('\n'));
    }

    [Theory(Timeout = TimeoutMs)]
    [InlineData("screenshare sh", "share")]
    [InlineData("screenshare share --so", "--source")]
    [InlineData("screenshare view --pipe r", "raw")]
    [InlineData("screenshare share --source win", "window:")]
    public async Task Fish_completes(string typed, string expected)
    {
        string script = await ScriptAsync("fish");

        const string Ask = "source $argv[1]; complete -C $argv[2]";

        byte[] completed = await Programs.RunAsync(
            Programs.Require("fish", "fish"), ["--no-config", "-c", Ask, script, typed], default, Cancellation);

        Assert.Equal(expected, Encoding.UTF8.GetString(completed).Split('\t', '\n')[0]);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Zsh_understands_its_script()
    {
        string script = await ScriptAsync("zsh");
        const string Load = "autoload -U compinit; compinit -u -D; . \"$1\"; print $_comps[screenshare]";

        await Programs.RunAsync(Programs.Require("zsh", "zsh"), ["-n", script], default, Cancellation);
        byte[] loaded = await Programs.RunAsync(Programs.Require("zsh", "zsh"), ["-f", "-c", Load, "zsh", script], default, Cancellation);

        Assert.Equal("_screenshare\n", Encoding.UTF8.GetString(loaded));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task The_manual_page_has_every_command_and_nothing_that_troff_would_not_understand()
    {
        (string page, _, _) = await InstalledProgram.RunAsync(["SOURCE_DATE_EPOCH=1767225600"], "man");
        string path = _scratch.Path("screenshare.1");
        await File.WriteAllTextAsync(path, page, Cancellation);

        string mandoc = Programs.Require("mandoc", "mandoc");

        (byte[] faults, _, _) = await Programs.TryRunAsync(mandoc, ["-T", "lint", "-W", "style", path], default, Cancellation);
        byte[] shown = await Programs.RunAsync(mandoc, ["-T", "ascii", path], default, Cancellation);

        Assert.Equal("", Encoding.UTF8.GetString(faults));
        Assert.Contains("screenshare share --port 5000 --address your.name:5000", Plain(shown));
        Assert.Contains("2026-01-01", Plain(shown));
        Assert.All(KnownPrograms.Installed().Subcommands.Where(command => !command.Hidden), command => Assert.All(
            command.Options, option => Assert.Contains(option.Name, Plain(shown))));
    }

    public void Dispose() => _scratch.Dispose();

    // Bold and underlined letters are struck over.
    private static string Plain(byte[] shown) => System.Text.RegularExpressions.Regex.Replace(Encoding.ASCII.GetString(shown), ".\b", "");

    private async Task<string> ScriptAsync(string shell)
    {
        (string script, int exitCode, _) = await InstalledProgram.RunAsync([], "completions", shell);
        Assert.Equal(0, exitCode);
        string path = _scratch.Path($"completions.{shell}");
        await File.WriteAllTextAsync(path, script, Cancellation);
        return path;
    }
}
