using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

public sealed class PointerOverlayTests
{
    [Theory]
    [InlineData(0xFF123456, 0xFF000000, 0xFF123456)]
    [InlineData(0x00000000, 0xFF89ABCD, 0xFF89ABCD)]
    [InlineData(0x80800000, 0xFF0000FF, 0xFF80007F)]
    [InlineData(0x10FFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)]
    public void The_pointer_is_blended_as_premultiplied_alpha_wants(uint over, uint below, uint expected) =>
        Assert.Equal(expected, Pointer.Blend(over, below));

    [Fact]
    public async Task A_pointer_that_moves_is_drawn_at_its_new_place_and_gone_from_the_old()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        X11ScreenSourceTests.Scribble(client, new Random(4), rectangles: 100);
        client.MovePointer(100, 100);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, drawPointer: true);
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);
        Picture bare = Xwd.Read(server.Display);
        Assert.True(Differs(picture, bare, new Area(90, 90, 20, 20)));

        client.MovePointer(300, 200);
        await source.UntilAsync(CaptureOutcome.Captured, picture);

        Assert.False(Differs(picture, bare, new Area(0, 0, 640, 150)));
        Assert.True(Differs(picture, bare, new Area(290, 190, 20, 20)));
        Assert.True(picture.IsOpaque());
    }

    [Fact]
    public async Task Drawing_under_the_pointer_never_leaves_traces_of_it()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, drawPointer: true);
        var picture = new Picture(source.Size);
        var chance = new Random(5);

        for (int round = 0; round < 20; round++)
        {
            // Also at the edges, where only a part of it is on the screen.
            client.MovePointer(round % 4 == 0 ? 639 : chance.Next(640), round % 3 == 0 ? 0 : chance.Next(480));
            X11ScreenSourceTests.Scribble(client, chance, rectangles: 10);
            await source.UntilAsync(CaptureOutcome.Captured, picture);
        }

        client.HidePointer();
        await source.UntilAsync(CaptureOutcome.Captured, picture);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);
        Assert.Equal(Xwd.Read(server.Display).Digest(), picture.Digest());
    }

    private static bool Differs(Picture one, Picture other, Area area)
    {
        for (int y = area.Y; y < area.Bottom; y++)
        {
            var bytes = new Range(area.X * Picture.PixelBytes, area.Right * Picture.PixelBytes);
            if (!one.Row(y)[bytes].SequenceEqual(other.Row(y)[bytes])) return true;
        }

        return false;
    }
}
