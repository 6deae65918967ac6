using System.Net;
using System.Net.Sockets;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>What cannot work is refused at once: exit code 2, nothing on standard output, and one line that says what is wrong.</summary>
public sealed class ComplaintTests
{
    private const string Link = "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData("--source", "hologram")]
    [InlineData("--source", "raw:0x0")]
    [InlineData("--source", "raw")]
    [InlineData("--source", "test:1x")]
    [InlineData("--fps", "0")]
    [InlineData("--fps", "fast")]
    [InlineData("--scale", "2")]
    [InlineData("--port", "70000")]
    [InlineData("--bind", "nowhere")]
    [InlineData("--bind", "192.0.2.1")] // for documentation: nobody's
    [InlineData("--address", "not an address")]
    [InlineData("--upload-limit", "much")]
    [InlineData("--log", "/proc/no/such/file")]
    [InlineData("--frobnicate", "1")]
    public async Task A_broadcaster_refuses(string option, string value)
    {
        string[] source = option == "--source" ? [] : ["--source", "test:64x64"];
        await using AppProcess broadcaster = Apps.Broadcaster([.. source, "--duration", "1", option, value]);

        await AssertRefusedAsync(broadcaster, mentions: value == "1" ? option : value);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_broadcaster_refuses_a_screen_whose_server_does_not_answer()
    {
        await using AppProcess broadcaster = Apps.Broadcaster(["--source", "screen"], display: ":987");

        await AssertRefusedAsync(broadcaster, mentions: ":987");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_broadcaster_refuses_a_screen_too_large_to_be_sent_unless_it_is_made_smaller()
    {
        using XServer server = XServer.Start("10000x100x24");
        string[] common = ["--source", "screen", "--bind", "127.0.0.1", "--json", "--frames", "1"];
        await using AppProcess whole = Apps.Broadcaster(common, server.Display);
        await using AppProcess smaller = Apps.Broadcaster([.. common, "--scale", "0.81"], server.Display);

        foreach (string way in (string[])["--scale 0.81", "screen:N", "region:"]) await AssertRefusedAsync(whole, mentions: way);
        Assert.Equal(0, await smaller.ExitAsync(Cancellation));
        Assert.Equal(1, (await smaller.SummaryAsync(Cancellation)).Number("frames"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_broadcaster_refuses_the_screen_where_there_is_none()
    {
        await using AppProcess broadcaster = Apps.Broadcaster(["--source", "screen"]);

        await AssertRefusedAsync(broadcaster, mentions: "DISPLAY");
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_display_and_without_a_source_the_test_picture_is_shown_and_one_line_says_so()
    {
        await using AppProcess broadcaster = Apps.Broadcaster(["--bind", "127.0.0.1", "--frames", "2", "--json"]);

        Assert.Equal(0, await broadcaster.ExitAsync(Cancellation));
        Assert.Contains("showing the test picture", Assert.Single(broadcaster.ErrorText), StringComparison.Ordinal);
        Assert.Equal(2, (await broadcaster.SummaryAsync(Cancellation)).Number("frames"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("https://example.org/")]
    [InlineData("magnet:?xt=urn:btih:0001&ss.k=AAECAwQFBgcICQoLDA0ODw")]
    [InlineData("magnet:?x.pe=127.0.0.1:9")]
    [InlineData("magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=short")]
    [InlineData("magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:99999&ss.k=AAECAwQFBgcICQoLDA0ODw")]
    [InlineData("")]
    public async Task A_viewer_refuses_a_link_that_is_none(string link)
    {
        await using AppProcess viewer = Apps.Viewer(link);

        await AssertRefusedAsync(viewer);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_viewer_refuses_a_relays_link()
    {
        await using AppProcess viewer = Apps.Viewer(new Invitation(Link, "127.0.0.1:9").WithoutKey());

        await AssertRefusedAsync(viewer, mentions: "ss.k");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--bind", "nowhere")]
    [InlineData("--bind", "192.0.2.1")]
    [InlineData("--block", "nobody")]
    [InlineData("--frames", "0")]
    [InlineData("--pipe", "gif")]
    [InlineData("--snapshot", "/no/such/folder/last.png")]
    [InlineData("--snapshot", "/proc/last.png")]
    [InlineData("--snapshot", "/")]
    [InlineData("--snapshot", "last.gif")]
    [InlineData("--log", "/no/such/folder/log.txt")]
    [InlineData("--frobnicate", "1")]
    public async Task A_viewer_refuses(string option, string value)
    {
        await using AppProcess viewer = Apps.Viewer(Link, "--duration", "1", option, value);

        await AssertRefusedAsync(viewer, mentions: value == "1" ? option : value);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--port 70000: give a whole number from 0 to 65535", "--port", "70000")]
    [InlineData("--bind here: give an IP address of this machine", "--bind", "here")]
    [InlineData("--upload-limit much: 'much' is not a rate", "--upload-limit", "much")]
    [InlineData("--log /proc/no/such/file: ", "--log", "/proc/no/such/file")]
    [InlineData("There is no option --prot; did you mean --port?", "--prot")]
    public async Task All_programs_refuse_in_the_same_words(string complaint, params string[] arguments)
    {
        await using AppProcess broadcaster = Apps.Broadcaster(["--source", "test:64x64", .. arguments]);
        await using AppProcess viewer = Apps.Viewer([Link, .. arguments]);
        await using AppProcess gui = Apps.Gui([Link, .. arguments]);

        foreach (AppProcess app in (AppProcess[])[broadcaster, viewer, gui]) await AssertRefusedAsync(app, complaint);
    }

    [Fact(Timeout = 60_000)]
    public async Task All_programs_refuse_a_port_in_use()
    {
        using var occupied = new TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        string port = ((IPEndPoint)occupied.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using AppProcess broadcaster = Apps.Broadcast("test:64x64", "--port", port);
        await using AppProcess demo = Apps.Broadcast("test:64x64", "--port", port, "--demo", "1");
        await using AppProcess viewer = Apps.Watch(Link, "--port", port);
        await using AppProcess gui = Apps.Gui(Link, "--bind", "127.0.0.1", "--port", port);
        await using AppProcess page = Apps.Gui(Link, "--page-port", port);

        foreach (AppProcess app in (AppProcess[])[broadcaster, demo, viewer, gui])
            await AssertRefusedAsync(app, mentions: $"port {port} is in use: choose another with --port");
        await AssertRefusedAsync(page, mentions: $"--page-port {port} is in use: choose another");
    }

    private static async Task AssertRefusedAsync(AppProcess app, string mentions = "")
    {
        int exitCode = await app.ExitAsync(Cancellation);

        string complaint = Assert.Single(app.ErrorText);
        Assert.Contains(mentions, complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", complaint, StringComparison.Ordinal);
        Assert.Empty(app.OutputText);
        Assert.Equal(2, exitCode);
    }
}
