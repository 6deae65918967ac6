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

    [Theory]
    [InlineData(48, 48, 7, 9, 48, 48, 7, 9)]
    [InlineData(128, 128, 100, 60, 64, 64, 50, 30)]
    [InlineData(256, 256, 255, 255, 64, 64, 63, 63)]
    [InlineData(200, 50, 100, 40, 64, 16, 32, 12)]
    [InlineData(1, 100, 0, 99, 1, 64, 0, 63)]
    public async Task A_large_pointer_is_made_smaller_and_points_at_the_same(
        int width, int height, int hotX, int hotY, int shownWidth, int shownHeight, int shownHotX, int shownHotY)
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        client.MovePointer(100, 100);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: true);
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);

        client.ShowPointer(width, height, hotX, hotY);
        await source.UntilAsync(picture, () => source.Pointer.Shape is { } shape && shape.Pixels[0] == 0xFF112233);

        Assert.Equal((100, 100), (source.Pointer.X, source.Pointer.Y));
        PointerShape shown = source.Pointer.Shape!; // waited for above
        Assert.Equal((shownWidth, shownHeight, shownHotX, shownHotY), (shown.Width, shown.Height, shown.HotX, shown.HotY));
        Assert.All(shown.Pixels.ToArray(), pixel => Assert.Equal(0xFF112233, pixel)); // whole, not a part of it
    }

    [Fact]
    public async Task A_pointer_that_is_animated_is_told_picture_by_picture()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: true);
        var picture = new Picture(source.Size);

        client.ShowAnimatedPointer(100, 30, 20);

        foreach (int edge in (int[])[30, 64, 20, 30])
            await source.UntilAsync(picture, () => source.Pointer.Shape?.Width == edge);
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
