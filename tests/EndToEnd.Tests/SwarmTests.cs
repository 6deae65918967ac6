using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>Viewers that live off each other.</summary>
public sealed class SwarmTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_late_joiner_that_blocks_the_broadcaster_gets_the_whole_picture_from_viewers_for_the_price_of_one_picture()
    {
        // Each tile is sealed alone, so a picture made of many frames costs what one frame costs; the rest is indexes.
        const double PriceMax = 1.2;
        StillPicture picture = new StillPicture(1280, 800, seed: 3);
        await using AppProcess broadcaster = Apps.Broadcast("raw:1280x800");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess one = Apps.Watch(invitation.Link);
        await using AppProcess two = Apps.Watch(invitation.Link);
        for (int change = 0; change < 20; change++)
        {
            picture = picture.With(seed: change);
            await broadcaster.Input.WriteAsync(picture.Pixels, Cancellation);
            await broadcaster.Input.FlushAsync(Cancellation);
            await Task.WhenAll(one.FrameAsync(picture.Digest, Cancellation), two.FrameAsync(picture.Digest, Cancellation));
        }

        await StandsStillAsync(one);
        string oneAddress = await one.AddressAsync(Cancellation);
        string twoAddress = await two.AddressAsync(Cancellation);
        await using AppProcess late = Apps.Watch(invitation.Through(oneAddress), "--block", invitation.Address);
        await late.FrameAsync(picture.Digest, Cancellation);
        await late.SendAsync("quit");
        Assert.Equal(0, await late.ExitAsync(Cancellation));

        JsonLine summary = await late.SummaryAsync(Cancellation);
        Assert.Equal(picture.Digest, summary.Text("lastDigest"));
        Assert.Equal(0, summary.DeliveredBy(invitation.Address));
        long received = summary.Number("receivedBytes") ?? 0;
        long twice = summary.Number("duplicateBytes") ?? 0;
        long fresh = await FreshBytesAsync(picture);
        TestContext.Current.TestOutputHelper?.WriteLine($"{received} bytes to join, {twice} of them twice; {fresh} for the picture afresh");
        Assert.Equal(received, summary.DeliveredBy(oneAddress) + summary.DeliveredBy(twoAddress));
        Assert.InRange(received - twice, 1, (long)(PriceMax * fresh));

        // Two neighbours that are both slow to answer are asked for the same chunk: on a busy machine that says little.
        Assert.InRange(twice, 0, fresh);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_viewer_whose_supplier_is_killed_goes_on_and_ends_with_the_broadcasters_last_picture()
    {
        await using AppProcess broadcaster = Apps.Broadcast("test:640x480", "--fps", "10", "--seed", "5");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess supplier = Apps.Watch(invitation.Link);
        await using AppProcess other = Apps.Watch(invitation.Link);
        string supplierAddress = await supplier.AddressAsync(Cancellation);
        string otherAddress = await other.AddressAsync(Cancellation);
        await using AppProcess supplied = Apps.Watch(invitation.Through(supplierAddress), "--block", invitation.Address);
        await supplied.WaitForAsync(
            "bytes from its supplier and another neighbour",
            line => line.Event == "stats" && line.DeliveredBy(supplierAddress) > 0 && line.Number("peers") >= 2,
            Cancellation);

        supplier.Kill();
        await supplier.ExitAsync(Cancellation);

        long killedAt = broadcaster.Lines.Where(line => line.Event == "frame").Max(line => line.Frame!.Value); // a frame line has a frame
        await supplied.WaitForAsync(
            "pictures published after that", line => line.Event == "frame" && line.Frame > killedAt + 10, Cancellation);
        broadcaster.Signal(AppProcess.Interrupt);
        Assert.Equal(0, await broadcaster.ExitAsync(Cancellation));
        Assert.Equal(0, await supplied.ExitAsync(Cancellation));
        JsonLine summary = await supplied.SummaryAsync(Cancellation);
        Assert.Equal(broadcaster.LastDigest, summary.Text("lastDigest"));
        Assert.Equal("broadcast-ended", summary.Text("ended"));
        Assert.Equal(0, summary.DeliveredBy(invitation.Address));
        Assert.True(summary.DeliveredBy(otherAddress) > 0, $"the other viewer delivered nothing: {summary}");
    }

    /// <summary>Waits until a still picture has become a key frame: by the heartbeat a second after its frame.</summary>
    private static async Task StandsStillAsync(AppProcess viewer)
    {
        int told = viewer.Lines.Count(line => line.Event == "stats"); // one a second
        int counted = 0;
        await viewer.WaitForAsync("three more seconds", line => line.Event == "stats" && ++counted == told + 3, Cancellation);
    }

    /// <summary>Bytes of a picture that is the first of its broadcast.</summary>
    private static async Task<long> FreshBytesAsync(StillPicture picture)
    {
        await using AppProcess broadcaster = Apps.Broadcast("raw:1280x800");
        await broadcaster.Input.WriteAsync(picture.Pixels, Cancellation);
        await broadcaster.Input.FlushAsync(Cancellation);
        JsonLine frame = await broadcaster.FrameAsync(picture.Digest, Cancellation);
        return frame.Number("bytes") ?? 0;
    }
}
