using System.Runtime.InteropServices;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>Servers that lack something, or show pixels of another kind.</summary>
public sealed class X11FallbackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MIT-SHM")]
    [InlineData("DAMAGE")]
    [InlineData("XFIXES")]
    public async Task A_server_without_an_extension_is_read_all_the_same(string missingExtension)
    {
        using XServer server = XServer.Start(missingExtension: missingExtension);
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: false);
        var picture = new Picture(source.Size);
        await source.CaptureAsync(picture, Cancellation);

        X11ScreenSourceTests.Scribble(client, new Random(6), rectangles: 100);
        await source.UntilAsync(CaptureOutcome.Captured, picture);

        Assert.Equal(Xwd.Read(server.Display).Digest(), picture.Digest());
        Assert.Equal(missingExtension != "MIT-SHM", source.SharesMemory);
        Assert.Equal(missingExtension == "MIT-SHM", source.KnowsDamage);
    }

    [Theory]
    [InlineData("321x200x16", null)]
    [InlineData("321x200x16", "MIT-SHM")]
    public async Task Sixteen_bits_a_pixel_become_eight_a_channel(string screen, string? missingExtension)
    {
        using XServer server = XServer.Start(screen, missingExtension);
        using var client = new XClient(server.Display);
        using X11ScreenSource source = X11ScreenSource.Open(server.Display, watchPointer: false);
        var picture = new Picture(source.Size);
        await source.UntilAsync(CaptureOutcome.Captured, picture);

        client.Fill(new Area(0, 0, 321, 100), 0xFFFF);
        client.Fill(new Area(0, 100, 321, 100), 0b11000_000000_00001);
        await source.UntilAsync(CaptureOutcome.Captured, picture);

        Assert.True(All(picture, 0, 100, 0xFFFFFFFF));
        Assert.True(All(picture, 100, 200, 0xFF000000 | ((24u * 255 / 31) << 16) | (1 * 255 / 31)));
    }

    [Fact]
    public void A_screen_with_a_palette_is_refused_in_one_line()
    {
        using XServer server = XServer.Start("320x200x8");

        CaptureException refused = Assert.Throws<CaptureException>(() => X11ScreenSource.Open(server.Display, watchPointer: true));

        Assert.Contains("8 bits a pixel in a form that is not supported", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_display_that_is_asked_for_is_opened_by_name()
    {
        using XServer server = XServer.Start();
        var session = new DesktopSession(server.Display, WaylandDisplay: null, SessionType: null, IsLinux: true);

        OpenedSource opened = ScreenSources.Open(null, session, seed: 1, watchPointer: true, () => Stream.Null, cancellation: Cancellation);

        using IScreenSource source = Assert.IsType<X11ScreenSource>(opened.Source);
        Assert.Null(opened.Notice);
    }

    private static bool All(Picture picture, int fromRow, int toRow, uint colour)
    {
        for (int y = fromRow; y < toRow; y++)
        {
            if (MemoryMarshal.Cast<byte, uint>(picture.Row(y)).ContainsAnyExcept(colour)) return false;
        }

        return true;
    }
}
