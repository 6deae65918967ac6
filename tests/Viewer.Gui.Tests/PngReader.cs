using System.Buffers.Binary;
using System.IO.Compression;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>A reader of PNG files that shares nothing with their writer: true colour of 8 bits, all five filters.</summary>
internal static class PngReader
{
    private const int PixelBytes = 3;

    /// <summary>Rows of red, green, blue.</summary>
    public static (int Width, int Height, byte[] Rgb) Read(ReadOnlySpan<byte> png)
    {
        Assert.Equal(0x89504E470D0A1A0AUL, BinaryPrimitives.ReadUInt64BigEndian(png));
        int width = 0, height = 0;
        using var idat = new MemoryStream();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            ReadOnlySpan<byte> data = png.Slice(at + 8, length);
            switch (System.Text.Encoding.ASCII.GetString(png.Slice(at + 4, 4)))
            {
                case "IHDR":
                    (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                    Assert.Equal([8, 2, 0, 0, 0], data[8..].ToArray());
                    break;
                case "IDAT":
                    idat.Write(data);
                    break;
            }

            at += length + 12;
        }

        idat.Position = 0;
        using var inflate = new ZLibStream(idat, CompressionMode.Decompress);
        return (width, height, Unfilter(inflate, width, height));
    }

    private static byte[] Unfilter(Stream rows, int width, int height)
    {
        int rowBytes = width * PixelBytes;
        byte[] rgb = new byte[rowBytes * height];
        for (int y = 0; y < height; y++)
        {
            int filter = rows.ReadByte();
            int start = y * rowBytes;
            rows.ReadExactly(rgb, start, rowBytes);
            for (int x = 0; x < rowBytes; x++)
            {
                int left = x < PixelBytes ? 0 : rgb[start + x - PixelBytes];
                int above = y == 0 ? 0 : rgb[start + x - rowBytes];
                int corner = x < PixelBytes || y == 0 ? 0 : rgb[start + x - rowBytes - PixelBytes];
                rgb[start + x] += (byte)Predict(filter, left, above, corner);
            }
        }

        Assert.Equal(-1, rows.ReadByte());
        return rgb;
    }

    private static int Predict(int filter, int left, int above, int corner) => filter switch
    {
        0 => 0,
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        _ => Paeth(left, above, corner),
    };

    private static int Paeth(int left, int above, int corner)
    {
        int guess = left + above - corner;
        (int toLeft, int toAbove, int toCorner) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
