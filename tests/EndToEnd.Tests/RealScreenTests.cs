using System.Security.Cryptography;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

public sealed class RealScreenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Two_viewers_of_which_one_blocks_the_broadcaster_end_with_every_pixel_that_the_X_server_shows()
    {
        using var scratch = new Scratch();
        using XServer server = XServer.Start("1280x800x24");
        await using AppProcess broadcaster = Apps.Broadcaster(
            ["--source", "screen", "--no-pointer", "--bind", "127.0.0.1", "--json", "--digest"], server.Display);
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess first = Apps.Watch(invitation.Link, "--snapshot", scratch.Path("first.png"));
        string firstAddress = await first.AddressAsync(Cancellation);
        await using AppProcess cutOff = Apps.Watch(
            invitation.Through(firstAddress), "--block", invitation.Address, "--snapshot", scratch.Path("cut-off.png"));
        await cutOff.WaitForAsync("joining", line => line.Event == "joined", Cancellation);

        using XTerminal terminal = XTerminal.Start(server, scratch.Path("drawn"));
        await terminal.StandsStillAsync(Cancellation);
        byte[] grabbed = await Witness.GrabAsync(server, Cancellation);
        string digest = Convert.ToHexStringLower(SHA256.HashData(grabbed));
        await Task.WhenAll(first.FrameAsync(digest, Cancellation), cutOff.FrameAsync(digest, Cancellation));
        await Task.WhenAll(first.SendAsync("quit"), cutOff.SendAsync("quit"));

        Assert.Equal(0, await first.ExitAsync(Cancellation));
        Assert.Equal(0, await cutOff.ExitAsync(Cancellation));
        AssertSamePixels(grabbed, await Witness.DecodeAsync(scratch.Path("first.png"), Cancellation));
        AssertSamePixels(grabbed, await Witness.DecodeAsync(scratch.Path("cut-off.png"), Cancellation));
        JsonLine summary = await cutOff.SummaryAsync(Cancellation);
        Assert.Equal(0, summary.DeliveredBy(invitation.Address));
        Assert.True(summary.DeliveredBy(firstAddress) > 0, $"the other viewer delivered nothing: {summary}");
        Assert.True(summary.Number("frames") > 5, $"it was to see the screen move: {summary}");
    }

    private static void AssertSamePixels(byte[] expected, byte[] actual)
    {
        Assert.Equal(1280 * 800 * 4, expected.Length);
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"they differ from byte {expected.AsSpan().CommonPrefixLength(actual)} on");
    }
}
