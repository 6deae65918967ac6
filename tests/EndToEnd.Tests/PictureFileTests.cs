using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>A picture's file goes in at the broadcaster, and comes out of a viewer's snapshot.</summary>
public sealed class PictureFileTests
{
    private const int Width = 96;
    private const int Height = 64;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData("in.png", "out.png", 0)]
    [InlineData("in.bmp", "out.webp", 0)]
    [InlineData("in.webp", "out.png", 0)]
    [InlineData("in.gif", "out.webp", 0)]
    [InlineData("in.jpg", "out.jpg", 16)]
    public async Task A_picture_is_shown_as_it_is_until_the_broadcast_is_told_to_end(string from, string to, int differenceMax)
    {
        using var scratch = new Scratch();
        using (Image<Bgra32> drawn = Draw()) drawn.Save(scratch.Path(from), EncoderOf(from));
        await using AppProcess broadcaster = Apps.Broadcast($"file:{scratch.Path(from)}");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess viewer = Apps.Watch(invitation.Link, "--frames", "1", "--snapshot", scratch.Path(to));

        Assert.Equal(0, await viewer.ExitAsync(Cancellation));
        await using AppProcess late = Apps.Watch(invitation.Link, "--frames", "1");
        Assert.Equal(0, await late.ExitAsync(Cancellation));
        await broadcaster.SendAsync("quit");
        Assert.Equal(0, await broadcaster.ExitAsync(Cancellation));

        Assert.Equal(1, (await broadcaster.SummaryAsync(Cancellation)).Number("frames"));
        Assert.Equal(broadcaster.LastDigest, late.LastDigest);
        using Image<Bgra32> written = Image.Load<Bgra32>(scratch.Path(from)); // a GIF's palette has changed it already
        using Image<Bgra32> shown = Image.Load<Bgra32>(scratch.Path(to));
        AssertSame(written, shown, differenceMax);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_picture_too_large_to_be_sent_is_refused_with_the_scale_that_makes_it_fit()
    {
        using var scratch = new Scratch();
        using (var wide = new Image<L8>(9000, 10)) wide.Save(scratch.Path("wide.png"), new PngEncoder());
        string[] common = ["--source", $"file:{scratch.Path("wide.png")}", "--bind", "127.0.0.1", "--json", "--frames", "1"];
        await using AppProcess whole = Apps.Broadcaster(common);
        await using AppProcess smaller = Apps.Broadcaster([.. common, "--scale", "0.91"]);

        Assert.Equal(2, await whole.ExitAsync(Cancellation));
        Assert.EndsWith("no edge may be above 8192 pixels: --scale 0.91 makes it fit", Assert.Single(whole.ErrorText));
        Assert.Equal(0, await smaller.ExitAsync(Cancellation));
    }

    // Shaded softly, as JPEG likes it.
    private static Image<Bgra32> Draw()
    {
        var image = new Image<Bgra32>(Width, Height);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++) image[x, y] = new Bgra32((byte)(x * 2), (byte)(y < Height / 2 ? 60 : 90), (byte)(200 - x), 255);
        }

        return image;
    }

    private static IImageEncoder EncoderOf(string name) => Path.GetExtension(name) switch
    {
        ".png" => new PngEncoder(),
        ".bmp" => new BmpEncoder(),
        ".gif" => new GifEncoder(),
        ".webp" => new WebpEncoder { FileFormat = WebpFileFormatType.Lossless },
        _ => new JpegEncoder { Quality = 95, ColorType = JpegColorType.YCbCrRatio444 },
    };

    private static void AssertSame(Image<Bgra32> image, Image<Bgra32> shown, int differenceMax)
    {
        Assert.Equal((image.Width, image.Height), (shown.Width, shown.Height));
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                (Bgra32 one, Bgra32 two) = (image[x, y], shown[x, y]);
                int difference = Math.Max(Math.Abs(one.R - two.R), Math.Max(Math.Abs(one.G - two.G), Math.Abs(one.B - two.B)));
                Assert.True(difference <= differenceMax, $"at {x},{y} it is {two} and was {one}");
            }
        }
    }
}
