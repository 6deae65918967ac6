using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

public sealed class X11ScreenSourceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_screen_is_read_as_another_program_reads_it()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        Scribble(client, new Random(1), rectangles: 200);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: false);
        var picture = new Picture(source.Size);

        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(picture, Cancellation));

        Assert.Equal(Xwd.Read(server.Display).Digest(), picture.Digest());
        Assert.True(picture.IsOpaque());
        Assert.True(source.SharesMemory);
        Assert.True(source.KnowsDamage);
        Assert.False(source.SetsThePace);
        Assert.Equal($"screen 0 of {server.Display}, 640x480", source.Description);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_screen_on_which_nothing_happens_is_unchanged(bool watchPointer)
    {
        using XServer server = XServer.Start();
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer);
        var picture = new Picture(source.Size);
        await source.CaptureAsync(picture, Cancellation);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);

        for (int i = 0; i < 100; i++)
            Assert.Equal(CaptureOutcome.Unchanged, await source.CaptureAsync(picture, Cancellation));
    }

    [Fact]
    public async Task Waiting_ends_with_the_first_thing_drawn_and_not_before()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: true);
        var picture = new Picture(source.Size);
        for (int still = 0; still < 5; still++)
        {
            if (await source.CaptureAsync(picture, Cancellation) != CaptureOutcome.Unchanged) still = 0;
            await Task.Delay(10, Cancellation);
        }

        Task waiting = source.WaitForNewsAsync(PictureFill.Patience, Cancellation).AsTask();
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(300, Cancellation)));
        client.Fill(new Area(10, 10, 10, 10), 0x123456);
        await waiting;

        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(picture, Cancellation));
    }

    [Fact]
    public async Task What_is_drawn_is_read_and_nothing_is_missed()
    {
        using XServer server = XServer.Start();
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: false);
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);
        var chance = new Random(2);

        for (int round = 0; round < 30; round++)
        {
            Scribble(client, chance, rectangles: 1 + chance.Next(40));
            if (round % 5 == 0) client.OpenWindow(new Area(round * 10, round * 5, 60, 40), (uint)chance.Next(1 << 24));

            await source.UntilAsync(CaptureOutcome.Captured, picture);
            await source.UntilAsync(CaptureOutcome.Unchanged, picture);
            Assert.Equal(Xwd.Read(server.Display).Digest(), picture.Digest());
        }
    }

    [Fact]
    public async Task A_new_size_is_announced_and_then_read_whole()
    {
        using XServer server = XServer.Start("800x600x24");
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: true);
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Unchanged, picture);
        Scribble(client, new Random(3), rectangles: 50);

        client.ResizeScreen(640, 480);
        await source.UntilAsync(CaptureOutcome.Resized, picture);

        Assert.Equal(new PictureSize(640, 480), source.Size);
        client.HidePointer();
        var smaller = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Captured, smaller);
        await source.UntilAsync(CaptureOutcome.Unchanged, smaller);
        Assert.Equal(Xwd.Read(server.Display).Digest(), smaller.Digest());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_is_killed_is_a_capture_fault_and_not_the_end_of_the_process(bool watchPointer)
    {
        using XServer server = XServer.Start();
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer);
        var picture = new Picture(source.Size);
        await source.CaptureAsync(picture, Cancellation);

        server.Kill();

        CaptureException fault = await Assert.ThrowsAsync<CaptureException>(() => source.UntilAsync(CaptureOutcome.Ended, picture));
        Assert.StartsWith($"the X server of {server.Display} went away", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CaptureException>(async () => await source.CaptureAsync(picture, Cancellation));
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled()
    {
        using XServer server = XServer.Start();
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: false);
        var picture = new Picture(source.Size);

        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await source.CaptureAsync(picture, new CancellationToken(canceled: true)));
    }

    internal static void Scribble(XClient client, Random chance, int rectangles)
    {
        for (int i = 0; i < rectangles; i++)
        {
            var area = new Area(chance.Next(700) - 50, chance.Next(500) - 50, chance.Next(1, 150), chance.Next(1, 100));
            client.Fill(area, (uint)chance.Next(1 << 24));
        }
    }
}
