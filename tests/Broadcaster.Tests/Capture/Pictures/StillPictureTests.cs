using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Broadcaster.Tests.Capture.Pictures;

/// <summary>Still pictures as sources: every kind, to its pixels.</summary>
public sealed class StillPictureTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PngColorType.Rgb, PngBitDepth.Bit8)]
    [InlineData(PngColorType.Rgb, PngBitDepth.Bit16)]
    [InlineData(PngColorType.RgbWithAlpha, PngBitDepth.Bit8)]
    [InlineData(PngColorType.RgbWithAlpha, PngBitDepth.Bit16)]
    public async Task A_png_is_shown_exactly(PngColorType colours, PngBitDepth depth)
    {
        using Image<Bgra32> image = Drawn.Image(53, 31);
        byte[] file = image.Encoded(new PngEncoder { ColorType = colours, BitDepth = depth });

        PictureFolder.AssertSame(await PictureFolder.ShowAsync(_folder.Write("a.png", file)), Drawn.At);
    }

    [Theory]
    [InlineData(PngInterlaceMode.None)]
    [InlineData(PngInterlaceMode.Adam7)]
    public async Task A_grey_png_and_one_with_a_palette_are_shown_exactly(PngInterlaceMode interlace)
    {
        Bgra32 Grey(int x, int y) => new((byte)((x * 5) + y), (byte)((x * 5) + y), (byte)((x * 5) + y), 255);
        Bgra32 OfFour(int x, int y) => ((x + y) % 4) switch
        {
            0 => new Bgra32(1, 2, 3, 255),
            1 => new Bgra32(250, 20, 30, 255),
            2 => new Bgra32(40, 230, 60, 255),
            _ => new Bgra32(7, 80, 210, 255),
        };
        using Image<Bgra32> grey = Drawn.Image(33, 21, Grey);
        using Image<Bgra32> four = Drawn.Image(33, 21, OfFour);
        byte[] greyFile = grey.Encoded(new PngEncoder { ColorType = PngColorType.Grayscale, InterlaceMethod = interlace });
        byte[] fourFile = four.Encoded(new PngEncoder
        {
            ColorType = PngColorType.Palette, BitDepth = PngBitDepth.Bit2, InterlaceMethod = interlace,
        });

        PictureFolder.AssertSame(await PictureFolder.ShowAsync(_folder.Write("grey.png", greyFile)), Grey);
        PictureFolder.AssertSame(await PictureFolder.ShowAsync(_folder.Write("four.png", fourFile)), OfFour);
    }

    [Fact]
    public async Task What_is_seen_through_lies_on_white()
    {
        Bgra32 Glass(int x, int y) => new((byte)(x * 8), (byte)(y * 9), 77, (byte)(x * 255 / 30));
        Bgra32 OnWhite(int x, int y)
        {
            Bgra32 drawn = Glass(x, y);
            byte Mix(byte channel) => (byte)Math.Round(((channel * drawn.A) + (255.0 * (255 - drawn.A))) / 255);
            return new Bgra32(Mix(drawn.R), Mix(drawn.G), Mix(drawn.B), 255);
        }

        using Image<Bgra32> image = Drawn.Image(31, 20, Glass);
        string png = _folder.Write("glass.png", image.Encoded(new PngEncoder { ColorType = PngColorType.RgbWithAlpha }));

        PictureFolder.AssertSame(await PictureFolder.ShowAsync(png), OnWhite);
    }

    [Fact]
    public async Task The_other_formats_are_shown_whatever_their_names_say()
    {
        using Image<Bgra32> image = Drawn.Image(64, 48, (x, y) => new Bgra32((byte)(x * 3), (byte)(y * 4), (byte)(x + y), 255));
        Bgra32 Soft(int x, int y) => image[x, y];
        byte[] jpeg = image.Encoded(new JpegEncoder { Quality = 95, ColorType = JpegColorType.YCbCrRatio444 });
        byte[] webp = image.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
        byte[] lossyWebp = image.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = 95 });

        PictureFolder.AssertSame(await PictureFolder.ShowAsync(_folder.Write("a.png", jpeg)), Soft, differenceMax: 12);
        PictureFolder.AssertSame(await PictureFolder.ShowAsync(_folder.Write("b.jpg", webp)), Soft);
        PictureFolder.AssertSame(await PictureFolder.ShowAsync(_folder.Write("c", lossyWebp)), Soft, differenceMax: 40);
        foreach (BmpBitsPerPixel depth in (BmpBitsPerPixel[])[BmpBitsPerPixel.Pixel24, BmpBitsPerPixel.Pixel32])
        {
            string bmp = _folder.Write("d.txt", image.Encoded(new BmpEncoder { BitsPerPixel = depth }));
            PictureFolder.AssertSame(await PictureFolder.ShowAsync(bmp), Soft);
        }
    }

    [Fact]
    public async Task A_gif_of_one_frame_is_a_still_picture()
    {
        using Image<Bgra32> image = Drawn.Image(16, 8, (x, _) => x < 8 ? new Bgra32(255, 0, 0, 255) : new Bgra32(0, 0, 255, 255));
        string gif = _folder.Write("a.gif", image.Encoded(new GifEncoder()));

        PictureFolder.AssertSame(await PictureFolder.ShowAsync(gif), (x, y) => image[x, y]);
        await AssertStaysAsync(gif);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task A_photograph_is_turned_upright(ushort orientation)
    {
        const int Width = 24;
        const int Height = 16;
        using Image<Bgra32> image = Drawn.Image(Width, Height, (x, y) => new Bgra32((byte)(x * 10), (byte)(y * 15), 50, 255));
        image.Metadata.ExifProfile = new ExifProfile();
        image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, orientation);
        byte[] jpeg = image.Encoded(new JpegEncoder { Quality = 100, ColorType = JpegColorType.YCbCrRatio444 });

        Picture shown = await PictureFolder.ShowAsync(_folder.Write("photo.jpg", jpeg));

        // EXIF 2.32, 4.6.4, "Orientation": 6 is to be turned clockwise, 8 the other way, 3 upside down.
        Assert.Equal(orientation >= 5 ? new PictureSize(Height, Width) : new PictureSize(Width, Height), shown.Size);
        PictureFolder.AssertSame(
            shown,
            (x, y) => orientation switch
            {
                3 => image[Width - 1 - x, Height - 1 - y],
                6 => image[y, Height - 1 - x],
                8 => image[Width - 1 - y, x],
                _ => image[x, y],
            },
            differenceMax: 6);
    }

    [Fact]
    public async Task It_stays_until_the_broadcast_ends_although_its_file_is_replaced_or_gone()
    {
        using Image<Bgra32> image = Drawn.Image(9, 9);
        string png = _folder.Write("a.png", image.Encoded(new PngEncoder()));
        using IScreenSource source = PictureFolder.Open(png);
        File.Delete(png);
        var picture = new Picture(source.Size);

        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(picture, Cancellation));

        PictureFolder.AssertSame(picture, Drawn.At);
        Assert.Equal($"picture {png}, 9x9", source.Description);
    }

    [Fact]
    public async Task It_is_captured_once()
    {
        using Image<Bgra32> image = Drawn.Image(9, 9);
        await AssertStaysAsync(_folder.Write("a.png", image.Encoded(new PngEncoder())));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertStaysAsync(string path)
    {
        var time = new ManualTime();
        using IScreenSource source = PictureFolder.Open(path, loop: true, time);
        var picture = new Picture(source.Size);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(picture, over.Token));
        Task<CaptureOutcome> next = source.CaptureAsync(picture, over.Token).AsTask();
        time.Advance(TimeSpan.FromDays(1));
        Assert.False(next.IsCompleted);
        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Null(source.EndReason);
    }
}
