using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using ScreenShare.Frames;
using ScreenShare.Frames.Png;
using ScreenShare.Frames.Tests;
using ScreenShare.Frames.Tiles;
using ScreenShare.TestPrograms;

namespace ScreenShare.Interop.Tests;

/// <summary>What we write as PNG and as zlib streams, read by programs of others.</summary>
public sealed class PngTests
{
    private static readonly PictureSize[] TileSizes = [new(1, 1), new(7, 3), new(64, 56), new(64, 64), new(128, 128)];
    private static readonly PictureSize[] FileSizes = [new(1, 1), new(2, 40), new(333, 77), new(1000, 3)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Pythons_zlib_and_a_reader_written_from_the_specification_see_our_pixels()
    {
        List<(byte[] Png, Picture Picture)> files = [.. Tiles(), .. Files()];

        byte[] read = await Python.RunAsync("png_pixels.py", LengthPrefixed(files.Select(file => file.Png)), Cancellation);

        byte[] expected = [.. files.SelectMany(file => RgbOf(file.Picture))];
        Assert.Equal(expected.Length, read.Length);
        Assert.True(expected.AsSpan().SequenceEqual(read), $"they differ from byte {expected.AsSpan().CommonPrefixLength(read)} on");
    }

    [Fact(Timeout = 120_000)]
    public async Task ImageMagick_sees_our_pixels()
    {
        string convert = Programs.Require("convert", "imagemagick");
        foreach ((byte[] png, Picture picture) in Tiles().Concat(Files()).Where(file => file.Picture.Size.Width is 64 or 333))
        {
            byte[] read = await Programs.RunAsync(convert, ["png:-", "-depth", "8", "bgra:-"], png, Cancellation);

            Assert.True(picture.Pixels.SequenceEqual(read), $"a picture of {picture.Size} reads differently");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Pythons_zlib_inflates_every_stream_in_our_records_to_what_the_runtimes_does()
    {
        List<byte[]> streams = [.. Payloads().Select(tile => ZlibOf(tile.Payload)).Where(zlib => zlib.Length > 0)];

        byte[] read = await Python.RunAsync("inflate.py", LengthPrefixed(streams), Cancellation);

        Assert.True(streams.Count > 20, $"only {streams.Count} records hold a stream");
        Assert.Equal(streams.SelectMany(Inflate), read);
    }

    private static IEnumerable<(byte[] Png, Picture Picture)> Tiles()
    {
        foreach ((byte[] payload, Picture picture) in Payloads())
        {
            var file = new ArrayBufferWriter<byte>();
            Assert.True(PngContainer.TryWrap(payload, picture.Size.Width, picture.Size.Height, file, out _));
            yield return (file.WrittenSpan.ToArray(), picture);
        }
    }

    private static IEnumerable<(byte[] Png, Picture Picture)> Files()
    {
        foreach (Picture picture in PicturesOf(FileSizes))
        {
            using var file = new MemoryStream();
            PngFile.Write(picture, file);
            yield return (file.ToArray(), picture);
        }
    }

    private static IEnumerable<(byte[] Payload, Picture Picture)> Payloads() =>
        PicturesOf(TileSizes).Select(picture => (Pictures.Encode(picture), picture));

    private static IEnumerable<Picture> PicturesOf(PictureSize[] sizes) =>
        from size in sizes from content in Enum.GetValues<Content>() select Pictures.Make(size, content, seed: 4);

    /// <summary>The zlib stream of a payload (see <see cref="RecordKind"/>); empty when it has none.</summary>
    private static byte[] ZlibOf(byte[] payload) => (RecordKind)payload[0] switch
    {
        RecordKind.Indexed => payload[(2 + ((payload[1] + 1) * 3))..],
        RecordKind.TrueColour => payload[1..],
        _ => [],
    };

    private static byte[] Inflate(byte[] zlib)
    {
        using var inflated = new MemoryStream();
        using (var stream = new ZLibStream(new MemoryStream(zlib), CompressionMode.Decompress)) stream.CopyTo(inflated);
        return inflated.ToArray();
    }

    private static byte[] RgbOf(Picture picture)
    {
        var rgb = new byte[picture.Size.Width * picture.Size.Height * 3];
        for (int i = 0; i < rgb.Length; i++) rgb[i] = picture.Pixels[(i / 3 * Picture.PixelBytes) + 2 - (i % 3)];
        return rgb;
    }

    private static byte[] LengthPrefixed(IEnumerable<byte[]> parts)
    {
        var all = new ArrayBufferWriter<byte>();
        foreach (byte[] part in parts)
        {
            BinaryPrimitives.WriteInt32BigEndian(all.GetSpan(4), part.Length);
            all.Advance(4);
            all.Write(part);
        }

        return all.WrittenSpan.ToArray();
    }
}
