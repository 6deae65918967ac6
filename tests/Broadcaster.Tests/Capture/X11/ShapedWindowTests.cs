using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>Windows that are no rectangles: round corners without alpha.</summary>
public sealed class ShapedWindowTests : IDisposable
{
    private static readonly Area Place = new(100, 80, 60, 40);

    private readonly XServer _server = XServer.Start();
    private readonly XClient _client;

    public ShapedWindowTests() => _client = new XClient(_server.Display);

    [Fact]
    public async Task Outside_of_its_shape_a_window_is_a_plain_ground_and_not_what_lay_behind_it()
    {
        _client.OpenWindow(new Area(0, 0, 640, 480), 0xFFFFFF, "behind");
        nuint window = _client.OpenWindow(Place, 0x112233, "round");
        _client.Shape(window, Part(10, 0, 40, 10), Part(0, 10, 20, 30), Part(40, 10, 20, 30));
        using X11WindowSource source = Open(window);

        Picture picture = await source.StillAsync();

        for (int y = 0; y < 40; y++)
        {
            for (int x = 0; x < 60; x++)
            {
                bool belongs = y < 10 ? x is >= 10 and < 50 : x is < 20 or >= 40;
                Assert.Equal((x, y, belongs ? 0xFF112233 : PixelLayout.PlainGround), (x, y, picture.Pixel(x, y)));
            }
        }
    }

    [Fact]
    public async Task A_shape_that_changes_while_it_is_shown_is_followed()
    {
        nuint window = _client.OpenWindow(Place, 0x112233, "round");
        using X11WindowSource source = Open(window);
        Picture picture = await source.StillAsync();
        Assert.Equal(0xFF112233, picture.Pixel(0, 0));

        _client.Shape(window, Part(1, 0, 59, 40));
        await source.UntilAsync(picture, () => picture.Pixel(0, 0) == PixelLayout.PlainGround);
        Assert.Equal(0xFF112233, picture.Pixel(1, 0));

        _client.Shape(window);
        await source.UntilAsync(picture, () => picture.Pixel(1, 0) == PixelLayout.PlainGround); // nothing is left of it
    }

    [Fact]
    public async Task A_shaped_menu_leaves_what_is_below_its_corners()
    {
        nuint window = _client.OpenWindow(Place, 0x112233, "below");
        using X11WindowSource source = Open(window);
        Picture picture = await source.StillAsync();
        nuint menu = _client.OpenWindow(new Area(Place.X + 10, Place.Y + 10, 100, 10), 0xAA0000, isMenu: true);
        _client.Shape(menu, Part(2, 0, 96, 2), Part(0, 2, 100, 8));
        await source.StillAsync(picture);

        Assert.Equal(0xFF112233, picture.Pixel(11, 11));
        Assert.Equal(0xFFAA0000, picture.Pixel(12, 11));
        Assert.Equal(0xFFAA0000, picture.Pixel(10, 12));
        Assert.Equal(0xFFAA0000, picture.Pixel(59, 19));

        _client.Shape(menu, Part(0, 0, 5, 5));
        await source.UntilAsync(picture, () => picture.Pixel(20, 15) == 0xFF112233);
        Assert.Equal(0xFFAA0000, picture.Pixel(10, 10));
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private X11WindowSource Open(nuint window) =>
        X11WindowSource.Open(_server.Display, $"0x{window:x}", watchPointer: false, TimeProvider.System);

    private static XRectangle Part(short x, short y, ushort width, ushort height) =>
        new() { X = x, Y = y, Width = width, Height = height };
}
