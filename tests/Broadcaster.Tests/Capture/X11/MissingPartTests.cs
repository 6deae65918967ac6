using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>A part of the screen that is not there for a while: nothing else takes its place, and it goes on when it is back.</summary>
public sealed class MissingPartTests : IDisposable
{
    private static readonly Area Left = new(0, 0, 400, 480);
    private static readonly Area Right = new(400, 0, 240, 480);

    private readonly XServer _server = XServer.Start();
    private readonly XClient _client;

    public MissingPartTests()
    {
        _client = new XClient(_server.Display);
        _client.Fill(Left, 0x112233);
        _client.Fill(Right, 0x445566);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_monitor_that_goes_leaves_its_last_picture_until_it_is_back()
    {
        SetBoth();
        using X11ScreenSource source = Open(new ScreenPart.NumberedMonitor(2));
        var picture = new Picture(source.Size);
        await StillAsync(source, picture);
        string last = picture.Digest();

        Xrandr.DeleteMonitor(_server, "right");
        _client.Fill(Right, 0xFF0000);
        await MissingAsync(source, picture, "monitor 2 (right) is off; this is the last picture");
        Assert.Equal(last, picture.Digest());

        Xrandr.SetMonitor(_server, "right", Right);
        await source.UntilAsync(CaptureOutcome.Captured, picture);
        Assert.Null(source.Notice);
        Assert.Equal(0xFFFF0000, FirstPixel(picture));
    }

    [Fact]
    public async Task A_monitor_stays_the_one_that_was_meant_when_another_takes_its_number()
    {
        SetBoth();
        using X11ScreenSource source = Open(new ScreenPart.NumberedMonitor(2));
        var picture = new Picture(source.Size);
        await StillAsync(source, picture);

        Xrandr.DeleteMonitor(_server, "left"); // now the right one has another number, and a third comes in between
        Xrandr.SetMonitor(_server, "another", Left);
        _client.Fill(Right, 0x00FF00);
        await StillAsync(source, picture);

        Assert.Equal(new PictureSize(Right.Width, Right.Height), picture.Size);
        Assert.Equal(0xFF00FF00, FirstPixel(picture));
        Assert.Null(source.Notice);
    }

    [Fact]
    public async Task A_monitor_that_comes_back_elsewhere_and_in_another_size_is_shown_there()
    {
        SetBoth();
        using X11ScreenSource source = Open(new ScreenPart.NumberedMonitor(2));
        var picture = new Picture(source.Size);
        await StillAsync(source, picture);

        Xrandr.DeleteMonitor(_server, "right");
        await MissingAsync(source, picture, "monitor 2 (right) is off; this is the last picture");
        Xrandr.SetMonitor(_server, "right", new Area(0, 0, 300, 200));
        await source.UntilAsync(CaptureOutcome.Resized, picture);

        var other = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Captured, other);
        Assert.Equal(new PictureSize(300, 200), other.Size);
        Assert.Equal(0xFF112233, FirstPixel(other));
    }

    [Fact]
    public async Task The_only_monitor_turned_off_and_on_again_goes_on()
    {
        using X11ScreenSource source = Open(new ScreenPart.NumberedMonitor(1));
        var picture = new Picture(source.Size);
        await StillAsync(source, picture);

        Xrandr.TurnOff(_server);
        await MissingAsync(source, picture, "monitor 1 (screen) is off; this is the last picture");
        Xrandr.TurnOn(_server);

        await source.UntilAsync(CaptureOutcome.Captured, picture);
        Assert.Null(source.Notice);
    }

    [Fact]
    public async Task A_region_that_the_screen_is_too_small_for_waits_until_it_fits_again()
    {
        using X11ScreenSource source = Open(new ScreenPart.Region(new Area(100, 100, 500, 300)));
        var picture = new Picture(source.Size);
        await StillAsync(source, picture);
        string last = picture.Digest();

        Xrandr.ResizeScreen(_server, 400, 400);
        await MissingAsync(
            source, picture, "the region 100,100,500x300 reaches outside the screen, which is 400x400; this is the last picture");
        Assert.Equal(last, picture.Digest());
        Assert.False(source.Pointer.IsVisible);
        Xrandr.ResizeScreen(_server, 640, 480);

        await source.UntilAsync(CaptureOutcome.Captured, picture);
        Assert.Null(source.Notice);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private X11ScreenSource Open(ScreenPart part) => X11ScreenSource.Open(_server.Display, watchPointer: true, part);

    private void SetBoth()
    {
        Xrandr.SetMonitor(_server, "left", Left, "screen");
        Xrandr.SetMonitor(_server, "right", Right);
    }

    private static async Task StillAsync(X11ScreenSource source, Picture picture)
    {
        await source.UntilAsync(CaptureOutcome.Captured, picture);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);
    }

    private static async Task MissingAsync(X11ScreenSource source, Picture picture, string notice)
    {
        while (source.Notice is null) await source.CaptureAsync(picture, Cancellation);
        Assert.Equal(notice, source.Notice);
        for (int i = 0; i < 10; i++) Assert.Equal(CaptureOutcome.Unchanged, await source.CaptureAsync(picture, Cancellation));
    }

    private static uint FirstPixel(Picture picture) => System.Runtime.InteropServices.MemoryMarshal.Read<uint>(picture.Pixels);
}
