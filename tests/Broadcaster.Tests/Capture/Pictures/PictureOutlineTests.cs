using System.Buffers.Binary;
using ScreenShare.Broadcaster.Capture.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Broadcaster.Tests.Capture.Pictures;

public sealed class PictureOutlineTests
{
    private static readonly Dictionary<PictureFormat, byte[]> Files = MakeAll();

    public static TheoryData<int> Formats => [.. Files.Keys.Select(format => (int)format)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_whole_file_is_told_from_every_one_that_is_cut_short(int format)
    {
        byte[] file = Files[(PictureFormat)format];

        Assert.Equal(new PictureOutline((PictureFormat)format, IsWhole: true), PictureOutline.Of(file));
        for (int length = 0; length < file.Length; length++)
        {
            // A PNG's last checksum, behind the name of its end, says nothing more.
            bool isWhole = PictureOutline.Of(file.AsSpan(0, length)).IsWhole;
            Assert.True(!isWhole || (format == (int)PictureFormat.Png && length >= file.Length - 4), $"{length} of {file.Length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_follows_the_end_is_of_no_account(int format) =>
        Assert.True(PictureOutline.Of([.. Files[(PictureFormat)format], 1, 2, 3]).IsWhole);

    [Fact]
    public void No_damage_makes_it_throw()
    {
        foreach (byte[] damaged in Mutations.Of([.. Files.Values, Animated(repeats: 3)], seed: 16, Mutations.Count))
            PictureOutline.Of(damaged);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    [InlineData(ushort.MaxValue, 65536)]
    public void A_gif_is_played_once_and_as_often_again_as_it_says(int repeats, int plays) =>
        Assert.Equal(new PictureOutline(PictureFormat.Gif, IsWhole: true, Frames: 3, plays), PictureOutline.Of(Animated((ushort)repeats)));

    [Fact]
    public void A_gif_that_says_nothing_is_played_once()
    {
        byte[] silent = Animated(repeats: 1);
        int name = silent.AsSpan().IndexOf("NETSCAPE2.0"u8);
        silent[name] = (byte)'X';

        Assert.Equal(1, PictureOutline.Of(silent).Plays);
    }

    [Fact]
    public void A_thumbnails_end_is_not_the_pictures()
    {
        using Image<Bgra32> image = Drawn.Image(40, 30);
        byte[] file = image.Encoded(new JpegEncoder());
        byte[] withThumbnail = [.. file[..2], 0xFF, 0xE1, 0, 4, 0xFF, 0xD9, .. file[2..]];

        Assert.True(PictureOutline.Of(withThumbnail).IsWhole);
        Assert.False(PictureOutline.Of(withThumbnail.AsSpan(0, withThumbnail.Length - 2)).IsWhole);
    }

    [Theory]
    [InlineData("BMW is no picture, whatever it is")]
    [InlineData("RIFF....WAVEfmt ......")]
    [InlineData("GIF90a................")]
    [InlineData("")]
    public void Other_files_are_none_of_them(string text) =>
        Assert.Equal(PictureFormat.None, PictureOutline.FormatOf(System.Text.Encoding.ASCII.GetBytes(text)));

    internal static byte[] Animated(ushort repeats)
    {
        using Image<Bgra32> image = Drawn.Image(8, 6);
        for (int i = 0; i < 2; i++) image.Frames.AddFrame(image.Frames.RootFrame);
        image.Metadata.GetGifMetadata().RepeatCount = 2; // 0 and 1 are not written as they are
        byte[] file = image.Encoded(new GifEncoder());
        int name = file.AsSpan().IndexOf("NETSCAPE2.0"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(name + 13), repeats);
        return file;
    }

    private static Dictionary<PictureFormat, byte[]> MakeAll()
    {
        using Image<Bgra32> image = Drawn.Image(23, 17);
        return new()
        {
            [PictureFormat.Png] = image.Encoded(new PngEncoder()),
            [PictureFormat.Jpeg] = image.Encoded(new JpegEncoder()),
            [PictureFormat.Gif] = image.Encoded(new GifEncoder()),
            [PictureFormat.Bmp] = image.Encoded(new BmpEncoder()),
            [PictureFormat.Webp] = image.Encoded(new WebpEncoder()),
        };
    }
}
