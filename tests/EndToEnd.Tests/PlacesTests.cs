namespace ScreenShare.EndToEnd.Tests;

/// <summary>Idle strangers take no place from anybody.</summary>
public sealed class PlacesTests
{
    private const int Stop = 19; // SIGSTOP
    private const int Continue = 18; // SIGCONT

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData(50, true)]
    [InlineData(100, false)]
    public async Task A_newcomer_gets_the_picture_from_a_broadcaster_full_of_idle_connections(int count, bool shakesHands)
    {
        await using AppProcess broadcaster = Apps.Broadcast("test:320x240", "--fps", "5", "--seed", "1");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using IdleCrowd crowd = IdleCrowd.Start(invitation.Address, invitation, count, shakesHands);
        if (shakesHands) await crowd.AnsweredAsync(count, Cancellation);

        await using AppProcess viewer = Apps.Watch(invitation.Link);
        await viewer.WaitForAsync("its first picture", line => line.Event == "frame", Cancellation);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_viewer_surrounded_by_idle_connections_finds_the_broadcaster_again_when_its_link_is_back()
    {
        await using AppProcess broadcaster = Apps.Broadcast("test:320x240", "--fps", "5", "--seed", "1");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess viewer = Apps.Watch(invitation.Link);
        await viewer.WaitForAsync("its first picture", line => line.Event == "frame", Cancellation);
        await using IdleCrowd crowd = IdleCrowd.Start(await viewer.AddressAsync(Cancellation), invitation, count: 10, shakesHands: true);
        await crowd.AnsweredAsync(10, Cancellation);

        broadcaster.Signal(Stop);
        await viewer.WaitForAsync("the loss", line => line.Event == "notice", Cancellation);
        long shown = viewer.Lines.Where(line => line.Event == "frame").Max(line => line.Frame!.Value); // a frame line has a frame
        broadcaster.Signal(Continue);

        await viewer.WaitForAsync("a newer picture", line => line.Event == "frame" && line.Frame > shown + 5, Cancellation);
    }
}
