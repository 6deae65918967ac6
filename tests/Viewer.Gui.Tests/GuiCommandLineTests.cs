using System.CommandLine;
using ScreenShare.Viewer.Gui.Startup;

namespace ScreenShare.Viewer.Gui.Tests;

public sealed class GuiCommandLineTests
{
    [Fact]
    public async Task Options_are_read_into_what_they_mean()
    {
        GuiOptions options = await Read(
            "magnet:?xt=x", "--page-port", "8080", "--no-browser", "--port", "6881", "--peers", "3", "--upload-limit", "2M",
            "--bind", "127.0.0.1", "--block", "192.0.2.7", "--log", "log.txt", "--verbose");

        Assert.Equal("magnet:?xt=x", options.Link);
        Assert.Equal((8080, 6881, 3), (options.PagePort, options.Port, options.PeersWanted));
        Assert.False(options.OpensBrowser);
        Assert.Equal(2_000_000, options.UploadLimitBytesPerSecond);
        Assert.Equal("127.0.0.1", options.BindAddress?.ToString());
        Assert.Equal("192.0.2.7", Assert.Single(options.Blocked).ToString());
        Assert.Equal(("log.txt", true), (options.LogPath, options.Verbose));
    }

    [Theory]
    [InlineData("--page-port", "65536")]
    [InlineData("--peers", "0")]
    [InlineData("--no-such-option")]
    [InlineData("link", "another")]
    public void What_is_wrong_is_said_in_one_line(params string[] arguments)
    {
        ParseResult parsed = new GuiCommandLine().Build((_, _) => Task.FromResult(0)).Parse(arguments);

        Assert.NotEmpty(parsed.Errors);
        Assert.DoesNotContain('\n', parsed.Errors[0].Message);
    }

    private static async Task<GuiOptions> Read(params string[] arguments)
    {
        GuiOptions? read = null;
        RootCommand command = new GuiCommandLine().Build((options, _) =>
        {
            read = options;
            return Task.FromResult(0);
        });
        await command.Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        return Assert.IsType<GuiOptions>(read);
    }
}
