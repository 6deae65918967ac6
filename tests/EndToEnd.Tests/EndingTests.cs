using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

public sealed class EndingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(AppProcess.Interrupt)]
    [InlineData(AppProcess.Terminate)]
    public async Task A_broadcaster_told_to_stop_tells_its_viewers_who_end_with_its_last_picture(int signal)
    {
        await using AppProcess broadcaster = Apps.Broadcast("test:640x480", "--fps", "10");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess one = Apps.Watch(invitation.Link);
        await using AppProcess two = Apps.Watch(invitation.Link);
        foreach (AppProcess viewer in (AppProcess[])[one, two])
            await viewer.WaitForAsync("its third picture", line => line.Event == "stats" && line.Number("frames") >= 3, Cancellation);

        broadcaster.Signal(signal);

        Assert.Equal(0, await broadcaster.ExitAsync(Cancellation));
        Assert.Empty(broadcaster.ErrorText);
        foreach (AppProcess viewer in (AppProcess[])[one, two])
        {
            Assert.Equal(0, await viewer.ExitAsync(Cancellation));
            JsonLine summary = await viewer.SummaryAsync(Cancellation);
            Assert.Equal("broadcast-ended", summary.Text("ended"));
            Assert.Equal(broadcaster.LastDigest, summary.Text("lastDigest"));
            Assert.Empty(viewer.ErrorText);
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData(AppProcess.Interrupt)]
    [InlineData(AppProcess.Terminate)]
    public async Task A_viewer_told_to_stop_sums_up_and_ends_well(int signal)
    {
        await using AppProcess broadcaster = Apps.Broadcast("test:320x240", "--fps", "5");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess viewer = Apps.Watch(invitation.Link);
        await viewer.WaitForAsync("a picture", line => line.Event == "frame", Cancellation);

        viewer.Signal(signal);

        Assert.Equal(0, await viewer.ExitAsync(Cancellation));
        Assert.Equal("interrupted", (await viewer.SummaryAsync(Cancellation)).Text("ended"));
        Assert.Empty(viewer.ErrorText);
    }
}
