using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>Windows with alpha, alone and over others, and the margins of those that decorate themselves.</summary>
public sealed class TranslucentWindowTests : IDisposable
{
    private const string Margins = "_GTK_FRAME_EXTENTS";
    private const uint Content = 0xFF112233;
    private const uint Shadow = 0x40000000;

    private static readonly Area Place = new(100, 80, 200, 150);
    private static readonly Area Inner = new(20, 10, 160, 120); // left 20, right 20, top 10, bottom 20

    private readonly XServer _server = XServer.Start();
    private readonly XClient _client;

    public TranslucentWindowTests() => _client = new XClient(_server.Display);

    [Fact]
    public async Task The_margins_of_a_window_that_decorates_itself_are_cut()
    {
        nuint window = OpenDecorated();
        _client.SetProperty(window, "_NET_FRAME_EXTENTS", "CARDINAL", 1, 1, 24, 1); // about the window manager's frame

        using X11WindowSource source = Open(window);
        Picture picture = await source.StillAsync();

        Assert.Equal(new PictureSize(160, 120), source.Size);
        AssertAll(picture, Content);

        _client.Paint(window, new Area(Inner.X + 5, Inner.Y + 7, 1, 1), 0xFF00FF00); // and what is drawn later arrives at its place
        await source.StillAsync(picture);
        Assert.Equal(0xFF00FF00, picture.Pixel(5, 7));
    }

    [Fact]
    public async Task The_pointer_and_menus_are_at_their_place_in_what_is_left()
    {
        nuint window = OpenDecorated();
        using X11WindowSource source = Open(window, watchPointer: true);
        Picture picture = await source.StillAsync();

        _client.MovePointer(Place.X + Inner.X + 3, Place.Y + Inner.Y + 4);
        _client.OpenTranslucentWindow(new Area(Place.X + Inner.X + 8, Place.Y + Inner.Y + 9, 10, 10), 0xFFAA0000, isMenu: true);
        await source.StillAsync(picture);

        Assert.Equal((true, 3, 4), (source.Pointer.IsVisible, source.Pointer.X, source.Pointer.Y));
        Assert.Equal(Content, picture.Pixel(7, 9));
        Assert.Equal(0xFFAA0000, picture.Pixel(8, 9));

        _client.MovePointer(Place.X + 1, Place.Y + 1); // over the shadow
        await source.StillAsync(picture);
        Assert.Equal(PointerState.Hidden, source.Pointer);
    }

    [Fact]
    public async Task Margins_that_go_and_come_back_while_it_is_shown_change_the_size()
    {
        nuint window = OpenDecorated();
        using X11WindowSource source = Open(window);
        Picture picture = await source.StillAsync();

        _client.SetProperty(window, Margins, "CARDINAL", 0, 0, 0, 0); // as when it is maximised
        await source.UntilAsync(CaptureOutcome.Resized, picture);
        Assert.Equal(new PictureSize(200, 150), source.Size);
        Picture whole = await source.StillAsync();
        Assert.Equal(Content, whole.Pixel(Inner.X, Inner.Y));
        Assert.Equal(OverGround(Shadow), whole.Pixel(0, 0));

        SetMargins(window);
        await source.UntilAsync(CaptureOutcome.Resized, whole);
        AssertAll(await source.StillAsync(), Content);
    }

    [Fact]
    public async Task Margins_that_move_the_content_without_another_size_move_the_picture()
    {
        nuint window = OpenDecorated();
        using X11WindowSource source = Open(window);
        Picture picture = await source.StillAsync();

        _client.Paint(window, new Area(0, 0, 200, 150), 0xFF445566);
        _client.Paint(window, new Area(30, 15, 1, 1), 0xFF00FF00);
        _client.SetProperty(window, Margins, "CARDINAL", 30, 10, 15, 15);
        await source.StillAsync(picture);

        Assert.Equal(new PictureSize(160, 120), source.Size);
        Assert.Equal(0xFF00FF00, picture.Pixel(0, 0));
        Assert.Equal(0xFF445566, picture.Pixel(159, 119));
    }

    [Fact]
    public async Task A_window_that_grows_together_with_its_margins_goes_on_in_the_same_size()
    {
        nuint window = OpenDecorated();
        using X11WindowSource source = Open(window);
        Picture picture = await source.StillAsync();

        _client.SetProperty(window, Margins, "CARDINAL", 40, 40, 30, 40);
        _client.Resize(window, 240, 190);
        _client.Paint(window, new Area(0, 0, 240, 190), 0);
        _client.Paint(window, new Area(40, 30, 160, 120), 0xFF778899);
        await source.UntilAsync(picture, () => picture.Pixel(0, 0) == 0xFF778899);

        Assert.Equal(new PictureSize(160, 120), source.Size);
        await source.StillAsync(picture);
        AssertAll(picture, 0xFF778899);
    }

    [Theory]
    [InlineData("CARDINAL", new uint[] { 500, 500, 500, 500 })] // larger than the window
    [InlineData("CARDINAL", new uint[] { 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF })]
    [InlineData("CARDINAL", new uint[] { 20, 20, 10 })]
    [InlineData("CARDINAL", new uint[] { 20, 20, 10, 20, 1 })]
    [InlineData("CARDINAL", new uint[0])]
    [InlineData("ATOM", new uint[] { 20, 20, 10, 20 })]
    public async Task Margins_that_cannot_be_are_none(string type, uint[] told)
    {
        nuint window = OpenDecorated();
        _client.SetProperty(window, Margins, type, [.. told.Select(number => (nuint)number)]);

        using X11WindowSource source = Open(window);

        Assert.Equal(new PictureSize(200, 150), source.Size);
        Assert.Equal(Content, (await source.StillAsync()).Pixel(Inner.X, Inner.Y));
    }

    [Fact]
    public async Task A_window_with_alpha_and_no_margins_is_shown_on_a_plain_ground()
    {
        nuint window = _client.OpenTranslucentWindow(Place, 0, "seen through");
        _client.Paint(window, new Area(10, 10, 20, 20), 0x80402000);
        _client.SetProperty(window, "_NET_FRAME_EXTENTS", "CARDINAL", 20, 20, 20, 20);
        using X11WindowSource source = Open(window);

        Picture picture = await source.StillAsync();

        Assert.Equal(new PictureSize(200, 150), source.Size);
        Assert.Equal(PixelLayout.PlainGround, picture.Pixel(0, 0));
        Assert.Equal(OverGround(0x80402000), picture.Pixel(15, 15));

        _client.Paint(window, new Area(10, 10, 20, 20), 0); // what goes away leaves the ground
        await source.StillAsync(picture);
        AssertAll(picture, PixelLayout.PlainGround);
    }

    [Fact]
    public async Task Menus_and_dialogs_with_alpha_are_blended_with_what_lies_below()
    {
        nuint window = _client.OpenWindow(Place, 0x112233, "below");
        using X11WindowSource source = Open(window);
        Picture picture = await source.StillAsync();

        // A menu with a shadow, reaching out of the window to the right and below; a dialog below it with a half transparent edge.
        nuint menu = _client.OpenTranslucentWindow(new Area(Place.Right - 20, Place.Bottom - 20, 60, 60), Shadow, isMenu: true);
        _client.Paint(menu, new Area(5, 5, 50, 50), 0xFFAA0000);
        nuint dialog = _client.OpenTranslucentWindow(
            new Area(Place.X - 10, Place.Y - 10, 40, 40), 0x80800000, "dialog", owner: window);
        await source.StillAsync(picture);

        Assert.Equal(Blended(Shadow, Content), picture.Pixel(180, 130));
        Assert.Equal(0xFFAA0000, picture.Pixel(185, 135));
        Assert.Equal(0xFFAA0000, picture.Pixel(199, 149));
        Assert.Equal(Blended(0x80800000, Content), picture.Pixel(0, 0));
        Assert.Equal(Content, picture.Pixel(30, 30));

        _client.FillWindow(window, new Area(0, 0, 200, 150), 0x445566); // what shines through stays live, and is blended once
        await source.StillAsync(picture);
        Assert.Equal(Blended(0x80800000, 0xFF445566), picture.Pixel(29, 29));

        _client.Close(dialog);
        _client.Close(menu);
        await source.StillAsync(picture);
        AssertAll(picture, 0xFF445566);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private nuint OpenDecorated()
    {
        nuint window = _client.OpenTranslucentWindow(Place, Shadow, "decorates itself");
        _client.Paint(window, Inner, Content);
        SetMargins(window);
        return window;
    }

    private void SetMargins(nuint window) => _client.SetProperty(window, Margins, "CARDINAL", 20, 20, 10, 20);

    private X11WindowSource Open(nuint window, bool watchPointer = false) =>
        X11WindowSource.Open(_server.Display, $"0x{window:x}", watchPointer, TimeProvider.System);

    private static uint OverGround(uint premultiplied) => Blended(premultiplied, PixelLayout.PlainGround);

    private static uint Blended(uint premultiplied, uint below) => PointerPainter.Blend(premultiplied, below);

    private static void AssertAll(Picture picture, uint pixel)
    {
        for (int y = 0; y < picture.Size.Height; y++)
        {
            for (int x = 0; x < picture.Size.Width; x++) Assert.Equal((x, y, $"{pixel:x}"), (x, y, $"{picture.Pixel(x, y):x}"));
        }
    }
}
