using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;
using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

public sealed class NearWordTests
{
    [Theory]
    [InlineData("blok", "block")]
    [InlineData("bolck", "block")]
    [InlineData("BLOCK", "block")]
    [InlineData("unblok", "unblock")]
    [InlineData("limt", "limit")]
    public void A_slip_of_the_hand_finds_the_word(string typed, string meant) =>
        Assert.Equal(meant, NearWord.Find(typed, ["block", "unblock", "limit"]));

    [Theory]
    [InlineData("dance")]
    [InlineData("192.0.2.7")]
    [InlineData("")]
    public void Another_word_finds_none(string typed) => Assert.Null(NearWord.Find(typed, ["block", "unblock", "limit"]));

    [Theory]
    [InlineData("--blok", "--block")]
    [InlineData("--blok=192.0.2.7", "--block")]
    [InlineData("--upload-limt", "--upload-limit")]
    [InlineData("-block", "--block")]
    public void A_mistyped_option_is_named_with_the_one_that_is_meant(string option, string meant)
    {
        string complaint = Complaint("magnet:?xt=x", option, "192.0.2.7");

        Assert.Contains($"no option {option.Split('=')[0]}", complaint);
        Assert.Contains($"did you mean {meant}?", complaint);
        Assert.DoesNotContain('\n', complaint);
    }

    [Fact]
    public void A_mistyped_option_in_the_links_place_is_no_link() => Assert.Contains("did you mean --block?", Complaint("--blok"));

    [Fact]
    public void An_option_that_is_near_to_none_is_only_named()
    {
        string complaint = Complaint("magnet:?xt=x", "--frobnicate");

        Assert.Contains("no option --frobnicate", complaint);
        Assert.DoesNotContain("did you mean", complaint);
    }

    [Theory]
    [InlineData("blok 192.0.2.7", "block")]
    [InlineData("limit uplaod 500k", "upload")]
    [InlineData("hlep", "help")]
    [InlineData("quti", "quit")]
    public void A_mistyped_command_is_answered_with_the_one_that_is_meant(string line, string meant)
    {
        ConsoleCommand.Unknown unknown = Assert.IsType<ConsoleCommand.Unknown>(ConsoleCommand.Parse(line));

        Assert.Contains($"did you mean {meant}?", unknown.Complaint);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("?")]
    public void Help_is_understood(string line) => Assert.IsType<ConsoleCommand.Help>(ConsoleCommand.Parse(line));

    private static string Complaint(params string[] arguments)
    {
        var command = new RootCommand();
        _ = new ViewCommandLine(command);
        ParseResult parsed = ProgramRun.Parse(command, arguments);
        Assert.True(parsed.Errors.Count > 0, "nothing was complained of");
        return CommandLineComplaint.Of(parsed, ProgramNames.OfProject("Viewer.Console", ["view"]));
    }
}
