using System.Buffers;
using System.Text;
using ScreenShare.Frames.Deflate;
using ScreenShare.Frames.Png;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests;

public sealed class PngTests
{
    [Theory]
    [EachContent]
    public void A_wrapped_payload_is_a_png_that_shows_the_tile(Content content)
    {
        foreach ((int width, int height) in new[] { (1, 1), (7, 3), (64, 56), (64, 64), (128, 128) })
        {
            Picture picture = Pictures.Make(new PictureSize(width, height), content, seed: 1);
            var file = new ArrayBufferWriter<byte>();

            Assert.True(PngContainer.TryWrap(Pictures.Encode(picture), width, height, file, out RecordViolation violation));

            Assert.Equal(RecordViolation.None, violation);
            PlainPng.Read(file.WrittenSpan).AssertShows(picture);
        }
    }

    [Theory]
    [InlineData("", RecordViolation.Empty)]
    [InlineData("00", RecordViolation.UnknownKind)]
    [InlineData("10010203", RecordViolation.UnknownKind)]
    [InlineData("010102", RecordViolation.WrongLength)]
    [InlineData("02", RecordViolation.WrongLength)]
    [InlineData("02FF010203", RecordViolation.WrongLength)]
    [InlineData("04010203", RecordViolation.WrongLength)]
    public void What_is_no_payload_is_not_wrapped(string payload, RecordViolation expected)
    {
        var file = new ArrayBufferWriter<byte>();

        Assert.False(PngContainer.TryWrap(Convert.FromHexString(payload), 64, 64, file, out RecordViolation violation));

        Assert.Equal(expected, violation);
        Assert.Equal(0, file.WrittenCount);
    }

    [Fact]
    public void Ten_thousand_mutations_never_throw()
    {
        var size = new PictureSize(20, 20);
        byte[][] payloads = [.. Enum.GetValues<Content>().Select(content => Pictures.Encode(Pictures.Make(size, content, seed: 2)))];
        var file = new ArrayBufferWriter<byte>();

        foreach (byte[] payload in Mutations.Of(payloads, seed: 12, Mutations.Count))
        {
            file.ResetWrittenCount();

            bool wrapped = PngContainer.TryWrap(payload, 20, 20, file, out _);

            Assert.Equal(wrapped, file.WrittenCount > 0);
        }
    }

    [Theory]
    [EachContent]
    public void A_picture_file_shows_the_picture(Content content)
    {
        foreach (PictureSize size in new PictureSize[] { new(1, 1), new(2, 40), new(333, 77), new(1000, 3) })
        {
            Picture picture = Pictures.Make(size, content, seed: 3);
            using var file = new MemoryStream();

            PngFile.Write(picture, file);

            PlainPng.Read(file.ToArray()).AssertShows(picture);
        }
    }

    [Fact]
    public void Checksums_are_the_published_ones()
    {
        Crc32 crc = default;
        crc.Add(Encoding.ASCII.GetBytes("12345"));
        crc.Add(Encoding.ASCII.GetBytes("6789"));

        Assert.Equal(0xCBF43926, crc.Value); // The usual check value.
        Assert.Equal(0x11E60398u, Adler32.Of(Encoding.ASCII.GetBytes("Wikipedia")));
        Assert.Equal(1u, Adler32.Of(default));
    }

    [Fact]
    public void Adler_sums_do_not_overflow()
    {
        var data = new byte[100_000];
        data.AsSpan().Fill(255);
        ulong a = 1, b = 0;
        foreach (byte value in data) (a, b) = ((a + value) % 65521, (b + a + value) % 65521);

        Assert.Equal((uint)(b << 16 | a), Adler32.Of(data));
    }
}
