using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>A window manager, a terminal and a browser, as people have them.</summary>
public sealed class RealDesktopTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Three_viewers_of_which_one_is_late_end_with_every_pixel_of_a_desktop_with_a_terminal_and_a_browser()
    {
        using var scratch = new Scratch();
        using XServer server = XServer.Start("1280x800x24");
        using XProgram manager = await ManageWindowsAsync(server);
        await using AppProcess broadcaster = Broadcast(server, "screen");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess one = Apps.Watch(invitation.Link, "--snapshot", scratch.Path("one.png"));
        await using AppProcess two = Apps.Watch(invitation.Link, "--snapshot", scratch.Path("two.png"));
        await one.WaitForAsync("joining", line => line.Event == "joined", Cancellation);
        await two.WaitForAsync("joining", line => line.Event == "joined", Cancellation);

        using XTerminal terminal = XTerminal.Start(server, scratch.Path("drawn"));
        await using XBrowser browser = XBrowser.Start(server, x: 500, y: 250);
        await terminal.StandsStillAsync(Cancellation);
        await Witness.FindWindowAsync(server, XBrowser.TitleAtRest, Cancellation);
        await using AppProcess late = Apps.Watch(invitation.Link, "--snapshot", scratch.Path("late.png"));
        byte[] grabbed = await AgreeAsync(server, broadcaster, one, two, late);

        await AssertSnapshotAsync(one, grabbed, scratch.Path("one.png"));
        await AssertSnapshotAsync(two, grabbed, scratch.Path("two.png"));
        await AssertSnapshotAsync(late, grabbed, scratch.Path("late.png"));
        Assert.True(Contains(grabbed, XBrowser.Background), "the browser was to be seen");
        JsonLine summary = await one.SummaryAsync(Cancellation);
        Assert.True(summary.Number("frames") > 10, $"it was to see the desktop move: {summary}");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_window_that_another_covers_arrives_uncovered_and_whole()
    {
        using var scratch = new Scratch();
        using XServer server = XServer.Start("1280x800x24");
        using XProgram manager = await ManageWindowsAsync(server);
        await using XBrowser browser = XBrowser.Start(server, x: 150, y: 120);
        string window = await Witness.FindWindowAsync(server, XBrowser.TitleAtRest, Cancellation);
        byte[] uncovered = await Witness.GrabWindowAsync(server, window, Cancellation);

        using XTerminal cover = XTerminal.Start(server, scratch.Path("drawn"));
        await cover.StandsStillAsync(Cancellation);
        byte[] screen = await Witness.GrabAsync(server, Cancellation);
        Assert.True(Contains(uncovered, XBrowser.Background), "the browser was to be seen");
        Assert.False(Contains(screen, XBrowser.Background), "the browser was to be covered");
        await using AppProcess broadcaster = Broadcast(server, $"window:{XBrowser.TitleAtRest}");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess viewer = Apps.Watch(invitation.Link, "--snapshot", scratch.Path("window.png"));
        await viewer.FrameAsync(DigestOf(uncovered), Cancellation);

        await AssertSnapshotAsync(viewer, uncovered, scratch.Path("window.png"));
        Assert.False(Contains(await Witness.GrabAsync(server, Cancellation), XBrowser.Background), "the browser was to stay covered");
    }

    private static async Task<XProgram> ManageWindowsAsync(XServer server)
    {
        XProgram manager = XProgram.Start(server, "openbox", "openbox", "--sm-disable");
        await Witness.FindWindowAsync(server, "Openbox", Cancellation);
        return manager;
    }

    private static AppProcess Broadcast(XServer server, string source) =>
        Apps.Broadcaster(["--source", source, "--no-pointer", "--bind", "127.0.0.1", "--json", "--digest"], server.Display);

    /// <summary>Waits until the screen, the last published picture and the last shown ones are alike, twice some captures apart.</summary>
    private static async Task<byte[]> AgreeAsync(XServer server, params AppProcess[] apps)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        string? agreed = null;
        while (true)
        {
            byte[] grabbed = await Witness.GrabAsync(server, Cancellation);
            string digest = DigestOf(grabbed);
            bool isAgreed = apps.All(app => app.LastDigest == digest);
            if (isAgreed && agreed == digest) return grabbed;
            agreed = isAgreed ? digest : null;
            await look.WaitForNextTickAsync(Cancellation);
        }
    }

    private static async Task AssertSnapshotAsync(AppProcess viewer, byte[] expected, string file)
    {
        await viewer.SendAsync("quit");
        Assert.Equal(0, await viewer.ExitAsync(Cancellation));
        byte[] actual = await Witness.DecodeAsync(file, Cancellation);
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"they differ from byte {expected.AsSpan().CommonPrefixLength(actual)} on");
    }

    private static string DigestOf(byte[] pixels) => Convert.ToHexStringLower(SHA256.HashData(pixels));

    private static bool Contains(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> pixel) =>
        MemoryMarshal.Cast<byte, int>(pixels).Contains(MemoryMarshal.Read<int>(pixel));
}
