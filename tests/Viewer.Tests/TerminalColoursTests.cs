using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class TerminalColoursTests
{
    [Theory]
    [InlineData("xterm-256color", "truecolor", ColourDepth.Full)]
    [InlineData("tmux-256color", "24bit", ColourDepth.Full)]
    [InlineData("xterm-direct", null, ColourDepth.Full)]
    [InlineData("xterm-256color", null, ColourDepth.Indexed)]
    [InlineData("screen-256color", null, ColourDepth.Indexed)]
    [InlineData("xterm-256color", "yes", ColourDepth.Indexed)]
    [InlineData("linux", null, ColourDepth.None)]
    [InlineData("vt100", null, ColourDepth.None)]
    [InlineData("vt100", "truecolor", ColourDepth.None)] // left by the terminal around it
    [InlineData("dumb", "truecolor", ColourDepth.None)]
    [InlineData("", null, ColourDepth.None)]
    [InlineData(null, "truecolor", ColourDepth.None)]
    public void A_terminal_gets_the_colours_that_it_says_it_has(string? term, string? colours, ColourDepth expected)
    {
        string? Variable(string name) => name switch { "TERM" => term, "COLORTERM" => colours, _ => null };

        Assert.Equal(expected, TerminalColours.Of(Variable, isWindows: false));
    }

    [Fact]
    public void Who_wants_no_colour_gets_none() => Assert.Equal(
        ColourDepth.None,
        TerminalColours.Of(name => name switch { "TERM" => "xterm-direct", "NO_COLOR" => "1", _ => null }, isWindows: false));

    [Fact]
    public void An_empty_wish_for_no_colour_is_none() => Assert.Equal(
        ColourDepth.Indexed,
        TerminalColours.Of(name => name switch { "TERM" => "xterm-256color", "NO_COLOR" => "", _ => null }, isWindows: false));
}
