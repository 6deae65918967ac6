using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.Viewer.Gui.Startup;

namespace ScreenShare.Viewer.Gui.Tests;

public sealed class GuiCommandLineTests
{
    [Fact]
    public void Options_are_read_into_what_they_mean()
    {
        GuiOptions options = Read(
            "magnet:?xt=x", "--page-port", "8080", "--no-browser", "--port", "6881", "--peers", "3", "--upload-limit", "2M",
            "--bind", "127.0.0.1", "--block", "192.0.2.7", "--log", "log.txt", "--verbose");

        Assert.Equal("magnet:?xt=x", options.Link);
        Assert.Equal((8080, 6881, 3), (options.PagePort, options.Port, options.PeersWanted));
        Assert.False(options.OpensBrowser);
        Assert.Equal(2_000_000, options.UploadLimitBytesPerSecond);
        Assert.Equal("127.0.0.1", options.BindAddress?.ToString());
        Assert.Equal("192.0.2.7", Assert.Single(options.Blocked).ToString());
        Assert.Equal(new LogWishes("log.txt", Verbose: true), options.Log);
    }

    [Theory]
    [InlineData("--page-port", "65536")]
    [InlineData("--peers", "0")]
    [InlineData("--no-such-option")]
    [InlineData("link", "another")]
    public void What_is_wrong_is_said_in_one_line(params string[] arguments)
    {
        (ParseResult parsed, _) = Parse(arguments);

        Assert.NotEmpty(parsed.Errors);
        Assert.DoesNotContain('\n', parsed.Errors[0].Message);
    }

    private static GuiOptions Read(params string[] arguments)
    {
        (ParseResult parsed, GuiCommandLine line) = Parse(arguments);
        Assert.Empty(parsed.Errors);
        return line.Read(parsed);
    }

    private static (ParseResult Parsed, GuiCommandLine Line) Parse(string[] arguments)
    {
        var command = new RootCommand();
        var line = new GuiCommandLine(command);
        return (ProgramRun.Parse(command, arguments), line);
    }
}
