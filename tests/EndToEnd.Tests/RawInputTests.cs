namespace ScreenShare.EndToEnd.Tests;

public sealed class RawInputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Frames_piped_into_the_broadcaster_come_out_of_a_viewers_pipe_byte_for_byte()
    {
        const int Frames = 20;
        List<StillPicture> pictures = [new StillPicture(320, 240, seed: 1)];
        while (pictures.Count < Frames) pictures.Add(pictures[^1].With(seed: pictures.Count));
        await using AppProcess broadcaster = Apps.Broadcast("raw:320x240");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess viewer = Apps.Watch(invitation.Link, "--pipe", "raw");

        foreach (StillPicture picture in pictures)
        {
            await broadcaster.Input.WriteAsync(picture.Pixels, Cancellation);
            await broadcaster.Input.FlushAsync(Cancellation);
            await viewer.FrameAsync(picture.Digest, Cancellation); // one at a time: nobody may skip a frame
        }

        broadcaster.Input.Close();
        Assert.Equal(0, await broadcaster.ExitAsync(Cancellation));
        Assert.Equal(0, await viewer.ExitAsync(Cancellation));

        string[] digests = [.. pictures.Select(picture => picture.Digest)];
        Assert.Equal(digests, DigestsOf(broadcaster));
        Assert.Equal(digests, DigestsOf(viewer));
        byte[] all = [.. pictures.SelectMany(picture => picture.Pixels.ToArray())];
        byte[] piped = viewer.Pictures();
        Assert.Equal(all.Length, piped.Length);
        Assert.True(all.AsSpan().SequenceEqual(piped), $"they differ from byte {all.AsSpan().CommonPrefixLength(piped)} on");
        Assert.Contains($"the input ended after {Frames} frames", broadcaster.ErrorText);
    }

    [Fact(Timeout = 120_000)]
    public async Task Input_that_ends_within_a_frame_ends_the_broadcast_with_the_last_whole_one()
    {
        var picture = new StillPicture(320, 240, seed: 2);
        await using AppProcess broadcaster = Apps.Broadcast("raw:320x240");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess viewer = Apps.Watch(invitation.Link);

        await broadcaster.Input.WriteAsync(picture.Pixels, Cancellation);
        await broadcaster.Input.WriteAsync(picture.Pixels[..1000], Cancellation);
        await broadcaster.Input.FlushAsync(Cancellation);
        await viewer.FrameAsync(picture.Digest, Cancellation);
        broadcaster.Input.Close();

        Assert.Equal(0, await broadcaster.ExitAsync(Cancellation));
        Assert.Equal(0, await viewer.ExitAsync(Cancellation));
        Assert.Equal(picture.Digest, (await viewer.SummaryAsync(Cancellation)).Text("lastDigest"));
        Assert.Contains("1000 of the 307200 bytes", Assert.Single(broadcaster.ErrorText), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> DigestsOf(AppProcess app) =>
        app.Lines.Where(line => line.Event == "frame").Select(line => line.Digest);
}
