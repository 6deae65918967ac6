using System.Text;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>
/// Ports below 1024, for who is not allowed to listen there. Whoever runs these tests may be: the programs run in a network of their own,
/// where nobody has lifted that rule, and without the right that exempts from it.
/// </summary>
public sealed class ForbiddenPortTests
{
    private const string Link = "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw";

    private static readonly string[] Unprivileged = ["--map-root-user", "--net", "setpriv", "--bounding-set", "-net_bind_service"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public Task A_broadcaster_says_so_in_one_line() =>
        AssertRefusedAsync(
            "port 80 is not allowed for this user: choose one above 1023 with --port",
            "Broadcaster", "--source", "test:64x64", "--port", "80");

    [Fact(Timeout = 60_000)]
    public Task A_viewer_says_so_in_one_line() =>
        AssertRefusedAsync(
            "port 80 is not allowed for this user: choose one above 1023 with --port", "Viewer.Console", Link, "--port", "80");

    [Fact(Timeout = 60_000)]
    public Task A_page_says_so_in_one_line() =>
        AssertRefusedAsync(
            "--page-port 80 is not allowed for this user: choose one above 1023", "Viewer.Gui", Link, "--page-port", "80", "--no-browser");

    private static async Task AssertRefusedAsync(string says, string program, params string[] arguments)
    {
        string unshare = Programs.Require("unshare", "util-linux");
        Programs.Require("setpriv", "util-linux");
        (_, int hasNetwork, _) = await Programs.TryRunAsync(unshare, [.. Unprivileged, "true"], default, Cancellation);
        if (hasNetwork != 0) throw Programs.Missing("a network of one's own (unshare --map-root-user --net)", "util-linux");

        (byte[] output, int exitCode, string complaints) = await Programs.TryRunAsync(
            unshare, [.. Unprivileged, "dotnet", "exec", Apps.PathOf(program), .. arguments], default, Cancellation);

        Assert.Equal((2, ""), (exitCode, Encoding.UTF8.GetString(output)));
        Assert.StartsWith(says, complaints);
        Assert.Single(complaints.TrimEnd('\n').Split('\n'));
    }
}
