using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

public sealed class ScreenPartTests
{
    [Fact]
    public async Task A_region_equals_the_same_part_of_what_another_program_reads()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        X11ScreenSourceTests.Scribble(client, new Random(7), rectangles: 200);
        var place = new Area(101, 57, 333, 222);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: false, new ScreenPart.Region(place));
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);
        Assert.Equal($"region 101,57,333x222 of {server.Display}", source.Description);

        for (int round = 0; round < 10; round++)
        {
            client.Fill(new Area(50 + round, 50, 60, 200), (uint)round * 0x102030);
            await source.UntilAsync(CaptureOutcome.Captured, picture);
            await source.UntilAsync(CaptureOutcome.Unchanged, picture);
            Assert.Equal(Crop(Xwd.Read(server.Display), place).Digest(), picture.Digest());
        }
    }

    [Fact]
    public async Task What_is_drawn_outside_a_region_is_no_news_and_the_pointer_counts_from_its_corner()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        client.MovePointer(150, 80);
        using X11ScreenSource source = X11ScreenSource.Open(
            server.Display, watchPointer: true, new ScreenPart.Region(new Area(100, 60, 200, 100)));
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);
        Assert.Equal((true, 50, 20), (source.Pointer.IsVisible, source.Pointer.X, source.Pointer.Y));

        client.Fill(new Area(400, 300, 50, 50), 0xABCDEF);
        Assert.Equal(CaptureOutcome.Unchanged, await source.CaptureAsync(picture, TestContext.Current.CancellationToken));
        client.MovePointer(10, 10);

        await source.UntilAsync(CaptureOutcome.Captured, picture);
        Assert.False(source.Pointer.IsVisible);
    }

    [Fact]
    public void A_region_that_reaches_outside_is_refused_with_the_screens_size()
    {
        using XServer server = XServer.Start();

        CaptureException refused = Assert.Throws<CaptureException>(
            () => X11ScreenSource.Open(server.Display, watchPointer: false, new ScreenPart.Region(new Area(600, 0, 100, 100))));

        Assert.Equal("the region 600,0,100x100 reaches outside the screen, which is 640x480", refused.Message);
    }

    [Fact]
    public async Task A_monitor_is_a_part_of_the_screen_and_is_named()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        X11ScreenSourceTests.Scribble(client, new Random(8), rectangles: 200);
        Xrandr.SetMonitor(server, "left", new Area(0, 0, 400, 480), "screen");
        Xrandr.SetMonitor(server, "right", new Area(400, 0, 240, 480));
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: false, new ScreenPart.NumberedMonitor(2));
        var picture = new Picture(source.Size);

        await source.UntilAsync(CaptureOutcome.Captured, picture);

        Assert.Contains("of " + server.Display, source.Description, StringComparison.Ordinal);
        Assert.Contains("(right), 240x480 at 400,0", source.Description, StringComparison.Ordinal);
        Assert.Equal(Crop(Xwd.Read(server.Display), new Area(400, 0, 240, 480)).Digest(), picture.Digest());
    }

    [Fact]
    public void A_monitor_that_is_not_there_is_answered_with_those_that_are()
    {
        using XServer server = XServer.Start();

        CaptureException refused = Assert.Throws<CaptureException>(
            () => X11ScreenSource.Open(server.Display, watchPointer: false, new ScreenPart.NumberedMonitor(9)));

        Assert.StartsWith("there is no monitor 9; there are monitor 1 (", refused.Message, StringComparison.Ordinal);
    }

    internal static Picture Crop(Picture whole, Area place)
    {
        var part = new Picture(new PictureSize(place.Width, place.Height));
        for (int y = 0; y < place.Height; y++)
            whole.Row(place.Y + y).Slice(place.X * Picture.PixelBytes, part.Size.StrideBytes).CopyTo(part.Row(y));
        return part;
    }
}
