using System.CommandLine;
using ScreenShare.CommandLine;

namespace ScreenShare.App.Tests;

/// <summary>What is said of a command line that cannot be followed, where the program has several commands.</summary>
public sealed class ComplaintTests
{
    [Theory]
    [InlineData("shar", "did you mean share?")]
    [InlineData("share --prot 5", "There is no option --prot; did you mean --port?")]
    [InlineData("share --snapshot x", "There is no option --snapshot for share; view has it, as in screenshare view --snapshot.")]
    [InlineData("watch --fps 3", "There is no option --fps for watch; share and demo have it, as in screenshare share --fps.")]
    [InlineData("--json", "There is no option --json without a command; share, view and demo have it, as in screenshare share --json.")]
    [InlineData("view --version", "There is no option --version for view; type screenshare --version.")]
    [InlineData("completions ksh", "SHELL ksh: give one of bash, zsh, fish, powershell.")]
    [InlineData("help nosuch", "There is no command nosuch.")]
    public void It_names_the_option_and_who_has_it(string line, string complaint) => Assert.Contains(complaint, Of(line));

    [Theory]
    [InlineData("magnet:?xt=x&ss.k=SECRET", "type screenshare watch \"magnet:…\" for your browser, or screenshare view \"magnet:…\"")]
    [InlineData("share magnet:?xt=x&ss.k=SECRET", "type screenshare watch \"magnet:…\"")]
    [InlineData("view magnet:?xt=x&ss.k=SECRET magnet:?xt=x&ss.k=SECRET", "One link can be watched at a time")]
    public void A_link_in_the_wrong_place_is_not_repeated(string line, string complaint)
    {
        Assert.Contains(complaint, Of(line));
        Assert.DoesNotContain("SECRET", Of(line));
    }

    private static string Of(string line)
    {
        ParseResult parsed = KnownPrograms.Parse(KnownPrograms.Installed(), line);
        Assert.NotEmpty(parsed.Errors);
        return CommandLineComplaint.Of(parsed, ScreenShareProgram.Names);
    }
}
