using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

public sealed class X11WindowSourceTests : IDisposable
{
    private static readonly Area Place = new(100, 80, 200, 150);

    private readonly XServer _server = XServer.Start();
    private readonly XClient _client;
    private readonly XClient _other;
    private readonly nuint _window;

    public X11WindowSourceTests()
    {
        _client = new XClient(_server.Display);
        _other = new XClient(_server.Display);
        _window = _client.OpenWindow(Place, 0x112233, "the shown one");
        _client.FillWindow(_window, new Area(10, 10, 50, 30), 0x445566);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_covered_window_arrives_uncovered_whole_and_live()
    {
        using X11WindowSource source = Open("the shown");
        Picture picture = await StillAsync(source);
        Picture uncovered = Shown();
        Assert.Equal(uncovered.Digest(), picture.Digest());
        Assert.Equal($"window 0x{_window:x} 'the shown one' of {_server.Display}, 200x150", source.Description);

        _other.OpenWindow(new Area(0, 0, 640, 480), 0xFFFFFF);
        await StillAsync(source, picture);
        Assert.Equal(uncovered.Digest(), picture.Digest());

        _client.FillWindow(_window, new Area(100, 100, 20, 20), 0x00FF00);
        await source.UntilAsync(CaptureOutcome.Captured, picture);
        Assert.Equal(0xFF00FF00, Pixel(picture, 110, 110));
    }

    [Fact]
    public async Task A_window_that_was_covered_when_it_was_chosen_arrives_whole()
    {
        Picture uncovered = Shown();
        string covered = $"0x{_window:x}";
        nuint cover = _other.OpenWindow(new Area(150, 100, 300, 300), 0xFFFFFF);

        using X11WindowSource source = Open(covered);
        Picture picture = await StillAsync(source);

        // What was covered is drawn again when the program is told to; a plain window's background is drawn by the server.
        _client.FillWindow(_window, new Area(10, 10, 50, 30), 0x445566);
        await StillAsync(source, picture);
        Assert.Equal(uncovered.Digest(), picture.Digest());
        Assert.NotEqual(0u, cover);
    }

    [Fact]
    public async Task Its_dialogs_and_menus_are_shown_where_they_lie_and_nobody_elses()
    {
        using X11WindowSource source = Open("the shown one");
        Picture picture = await StillAsync(source);
        _client.OpenWindow(new Area(150, 120, 40, 30), 0xAA0000, "dialog", owner: _window);
        _client.OpenWindow(new Area(110, 90, 20, 20), 0x00AA00, isMenu: true);
        _other.OpenWindow(new Area(200, 90, 30, 30), 0x0000AA, isMenu: true);

        await StillAsync(source, picture);

        Assert.Equal(0xFFAA0000, Pixel(picture, 60, 50));
        Assert.Equal(0xFF00AA00, Pixel(picture, 15, 15));
        Assert.Equal(0xFF112233, Pixel(picture, 110, 20));
    }

    [Fact]
    public async Task A_dialog_that_closes_uncovers_what_is_below()
    {
        using X11WindowSource source = Open("the shown one");
        nuint dialog = _client.OpenWindow(new Area(150, 120, 40, 30), 0xAA0000, "dialog", owner: _window);
        Picture picture = await StillAsync(source);
        Assert.Equal(0xFFAA0000, Pixel(picture, 60, 50));

        _client.Close(dialog);
        await source.UntilAsync(CaptureOutcome.Captured, picture);

        Assert.Equal(0xFF112233, Pixel(picture, 60, 50));
    }

    [Fact]
    public async Task Dragging_its_edge_is_one_change_of_size_once_it_rests()
    {
        using X11WindowSource source = Open("the shown one");
        Picture picture = await StillAsync(source);
        for (int width = 200; width <= 300; width += 10)
        {
            _client.Resize(_window, width, 160);
            Assert.Equal(CaptureOutcome.Unchanged, await source.CaptureAsync(picture, Cancellation));
        }

        await source.UntilAsync(CaptureOutcome.Resized, picture);

        Assert.Equal(new PictureSize(300, 160), source.Size);
        Picture larger = await StillAsync(source);
        Assert.Equal(Shown(Place with { Width = 300, Height = 160 }).Digest(), larger.Digest());
    }

    [Fact]
    public async Task Minimised_it_keeps_its_last_picture_and_says_so()
    {
        using X11WindowSource source = Open("the shown one");
        Picture picture = await StillAsync(source);
        string before = picture.Digest();

        _client.Hide(_window);
        await UntilAsync(source, picture, () => source.Notice is not null);
        Assert.Equal("the window is minimised; this is the last picture of it", source.Notice);
        Assert.Equal(before, picture.Digest());

        _client.Show(_window);
        _client.FillWindow(_window, new Area(0, 0, 200, 150), 0x777777);
        await UntilAsync(source, picture, () => source.Notice is null && Pixel(picture, 5, 5) == 0xFF777777);
    }

    [Fact]
    public async Task Closed_it_ends_with_the_reason()
    {
        using X11WindowSource source = Open("the shown one");
        Picture picture = await StillAsync(source);

        _client.Close(_window);
        await source.UntilAsync(CaptureOutcome.Ended, picture);

        Assert.Equal("the window 'the shown one' was closed", source.EndReason);
        Assert.Equal(source.EndReason, source.Notice);
    }

    [Fact]
    public async Task A_killed_server_is_a_fault_and_not_the_end_of_the_process()
    {
        using X11WindowSource source = Open("the shown one");
        Picture picture = await StillAsync(source);

        _server.Kill();

        await Assert.ThrowsAsync<CaptureException>(() => source.UntilAsync(CaptureOutcome.Ended, picture));
    }

    [Fact]
    public void A_title_that_none_or_many_have_is_answered_with_what_to_do()
    {
        _client.OpenWindow(new Area(0, 0, 50, 50), 0, "the shown two");

        CaptureException none = Assert.Throws<CaptureException>(() => Open("no such"));
        CaptureException many = Assert.Throws<CaptureException>(() => Open("the shown"));
        Assert.Contains("the sources command lists", none.Message, StringComparison.Ordinal);
        Assert.Contains("2 windows are titled 'the shown'", many.Message, StringComparison.Ordinal);
        Open("the shown one").Dispose();
    }

    public void Dispose()
    {
        _client.Dispose();
        _other.Dispose();
        _server.Dispose();
    }

    private X11WindowSource Open(string asked) => X11WindowSource.Open(_server.Display, asked, watchPointer: false, TimeProvider.System);

    private Picture Shown(Area? place = null) => ScreenPartTests.Crop(Xwd.Read(_server.Display), place ?? Place);

    /// <summary>Until nothing has changed for a while: drawing and its news take their time through the server.</summary>
    private static async Task<Picture> StillAsync(X11WindowSource source, Picture? picture = null)
    {
        picture ??= new Picture(source.Size);
        for (int still = 0; still < 5; still++)
        {
            if (await source.CaptureAsync(picture, Cancellation) != CaptureOutcome.Unchanged) still = 0;
            await Task.Delay(10, Cancellation);
        }

        return picture;
    }

    private static async Task UntilAsync(X11WindowSource source, Picture picture, Func<bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(PictureFill.Patience);
        while (!isSo()) await source.CaptureAsync(picture, patience.Token);
    }

    private static uint Pixel(Picture picture, int x, int y) => BitConverter.ToUInt32(picture.Row(y)[(x * Picture.PixelBytes)..]);
}
