using ScreenShare.Frames;

namespace ScreenShare.Viewer.Tests;

/// <summary>Pictures to test with.</summary>
internal static class TestPicture
{
    /// <summary>One colour (0xRRGGBB) a pixel, rows of equal length.</summary>
    public static Picture Of(params int[][] rows)
    {
        var picture = new Picture(new PictureSize(rows[0].Length, rows.Length));
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < rows[y].Length; x++)
                Set(picture, x, y, rows[y][x]);
        }

        return picture;
    }

    /// <summary>Seeded noise.</summary>
    public static Picture Noise(PictureSize size, int seed)
    {
        var random = new Random(seed);
        var picture = new Picture(size);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
                Set(picture, x, y, random.Next(1 << 24));
        }

        return picture;
    }

    private static void Set(Picture picture, int x, int y, int rgb)
    {
        Span<byte> pixel = picture.Row(y).Slice(x * Picture.PixelBytes, Picture.PixelBytes);
        (pixel[0], pixel[1], pixel[2], pixel[3]) = ((byte)rgb, (byte)(rgb >> 8), (byte)(rgb >> 16), 255);
    }
}
