using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

public sealed class ViewCommandLineTests
{
    [Fact]
    public void Options_are_read_into_what_they_mean()
    {
        ViewOptions options = Read(
            "magnet:?xt=x", "--frames", "9", "--duration", "1.5", "--pipe", "raw", "--upload-limit", "500k",
            "--download-limit", "3M", "--port", "6881", "--bind", "127.0.0.1", "--block", "192.0.2.7", "--block", "192.0.2.8:1",
            "--json", "--digest", "--snapshot", "last.png");

        Assert.Equal("magnet:?xt=x", options.Link);
        Assert.Equal(9, options.FramesMax);
        Assert.Equal(TimeSpan.FromSeconds(1.5), options.Duration);
        Assert.Equal(PipeFormat.Raw, options.Pipe);
        Assert.Equal(500_000, options.UploadLimitBytesPerSecond);
        Assert.Equal(3_000_000, options.SessionOptions().Swarm.DownloadLimitBytesPerSecond);
        Assert.Equal(6881, options.Port);
        Assert.Equal("127.0.0.1", options.BindAddress?.ToString());
        Assert.Equal(["192.0.2.7", "192.0.2.8:1"], options.Blocked.Select(rule => rule.ToString()));
        Assert.True(options.Json);
        Assert.True(options.Digest);
        Assert.Equal("last.png", options.SnapshotPath);
    }

    [Fact]
    public void Without_options_nothing_ends_or_limits_a_viewing()
    {
        ViewOptions options = Read();

        Assert.Equal(new ViewOptions { PeersWanted = 8, Blocked = options.Blocked, Roads = options.Roads }, options);
        Assert.Empty(options.Blocked);
        Assert.True(options.Roads is { Dht: true, LocalDiscovery: true, DhtBootstrap: null, Trackers: [] });
    }

    [Theory]
    [InlineData("--peers", "0")]
    [InlineData("--peers", "many")]
    [InlineData("--port", "65536")]
    [InlineData("--frames", "0")]
    [InlineData("--duration", "-1")]
    [InlineData("--upload-limit", "fast")]
    [InlineData("--download-limit", "fast")]
    [InlineData("--pipe", "jpeg")]
    [InlineData("--bind", "localhost")]
    [InlineData("--block", "localhost")]
    [InlineData("--snapshot")]
    [InlineData("--no-such-option")]
    [InlineData("link", "another")]
    public void What_is_wrong_is_said_in_one_line(params string[] arguments)
    {
        (ParseResult parsed, _) = Parse(arguments);

        Assert.NotEmpty(parsed.Errors);
        Assert.DoesNotContain('\n', parsed.Errors[0].Message);
    }

    private static ViewOptions Read(params string[] arguments)
    {
        (ParseResult parsed, ViewCommandLine line) = Parse(arguments);
        Assert.Empty(parsed.Errors);
        return line.Read(parsed);
    }

    private static (ParseResult Parsed, ViewCommandLine Line) Parse(string[] arguments)
    {
        var command = new RootCommand();
        var line = new ViewCommandLine(command);
        return (ProgramRun.Parse(command, arguments), line);
    }
}
