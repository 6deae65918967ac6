using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Broadcaster.Tests.Capture.Pictures;

/// <summary>What is no picture, or not a whole one, is refused before memory is taken, in one sentence.</summary>
public sealed class PictureFaultTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    [Fact]
    public void What_is_not_there_or_may_not_be_read_is_told_apart()
    {
        File.WriteAllText(_folder.At("empty.png"), "");

        Assert.Contains("no such file is there", PictureFolder.Complaint(_folder.At("none.png")), StringComparison.Ordinal);
        Assert.EndsWith("cannot be shown: the file is empty", PictureFolder.Complaint(_folder.At("empty.png")));
        Assert.EndsWith("it is a folder; name a video or a picture in it", PictureFolder.Complaint(_folder.Path));
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a.gif")]
    [InlineData("a.bmp")]
    [InlineData("a.webp")]
    public void A_picture_that_is_cut_short_is_refused_and_not_filled_up(string name)
    {
        byte[] file = Encode(name);
        string cut = _folder.Write(name, file[..(file.Length * 2 / 3)]);

        Assert.EndsWith("cannot be shown: the file is cut short", PictureFolder.Complaint(cut));
    }

    [Fact]
    public void A_picture_too_large_to_be_held_is_refused_by_its_header()
    {
        byte[] file = Encode("a.png");
        (file[16], file[17]) = (0x7F, 0xFF); // width and height, in the first chunk, most significant byte first
        (file[20], file[21]) = (0x7F, 0xFF);
        long before = GC.GetTotalAllocatedBytes();

        string complaint = PictureFolder.Complaint(_folder.Write("huge.png", file));

        Assert.Contains("cannot be shown: ", complaint, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_picture_without_a_pixel_is_refused()
    {
        byte[] file = Encode("a.bmp");
        file.AsSpan(18, 4).Clear(); // the width

        Assert.Contains("cannot be shown: ", PictureFolder.Complaint(_folder.Write("none.bmp", file)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a.gif")]
    [InlineData("a.bmp")]
    [InlineData("a.webp")]
    public void No_damage_brings_the_program_down(string name)
    {
        byte[] whole = Encode(name);
        foreach (byte[] damaged in Mutations.Of([whole], seed: 7, count: 400))
        {
            if (PictureOutline.FormatOf(damaged) == PictureFormat.None || PictureOutline.Of(damaged).IsAnimated) continue;
            string path = _folder.Write("damaged", damaged);
            try
            {
                PictureFolder.Open(path).Dispose();
            }
            catch (CaptureException refused)
            {
                Assert.Contains("cannot be shown: ", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Encode(string name)
    {
        using Image<Bgra32> image = Drawn.Image(60, 40);
        return Path.GetExtension(name) switch
        {
            ".png" => image.Encoded(new PngEncoder()),
            ".jpg" => image.Encoded(new JpegEncoder()),
            ".gif" => image.Encoded(new GifEncoder()),
            ".bmp" => image.Encoded(new BmpEncoder()),
            _ => image.Encoded(new WebpEncoder()),
        };
    }
}
