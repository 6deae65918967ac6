using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

public sealed class PointerWatchTests
{
    [Fact]
    public async Task A_pointer_that_moves_is_told_and_leaves_the_picture_alone()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        X11ScreenSourceTests.Scribble(client, new Random(4), rectangles: 100);
        client.MovePointer(100, 100);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: true);
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);
        Assert.Equal((true, 100, 100), (source.Pointer.IsVisible, source.Pointer.X, source.Pointer.Y));

        client.MovePointer(639, 0);
        await source.UntilAsync(CaptureOutcome.Captured, picture);

        Assert.Equal((true, 639, 0), (source.Pointer.IsVisible, source.Pointer.X, source.Pointer.Y));
        Assert.NotNull(source.Pointer.Shape);
        Assert.Equal(Xwd.Read(server.Display).Digest(), picture.Digest());
    }

    [Fact]
    public async Task A_pointer_that_a_program_hides_is_hidden()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: true);
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);

        client.HidePointer();
        await source.UntilAsync(CaptureOutcome.Captured, picture);

        Assert.False(source.Pointer.IsVisible);
    }

    [Fact]
    public async Task Unwatched_it_is_hidden_and_moving_it_changes_nothing()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: false);
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);

        client.MovePointer(10, 10);

        Assert.Equal(CaptureOutcome.Unchanged, await source.CaptureAsync(picture, TestContext.Current.CancellationToken));
        Assert.Equal(PointerState.Hidden, source.Pointer);
    }
}
