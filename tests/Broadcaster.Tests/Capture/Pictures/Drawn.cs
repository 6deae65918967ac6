using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Broadcaster.Tests.Capture.Pictures;

/// <summary>Pictures to write into files: no two pixels near each other are alike, so that none can be in another's place.</summary>
internal static class Drawn
{
    public static Bgra32 At(int x, int y) => new((byte)(x * 7), (byte)(y * 11), (byte)(x + (y * 3)), 255);

    public static Image<Bgra32> Image(int width, int height, Func<int, int, Bgra32>? pixel = null)
    {
        var image = new Image<Bgra32>(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) image[x, y] = (pixel ?? At)(x, y);
        }

        return image;
    }

    public static byte[] Encoded(this Image image, IImageEncoder encoder)
    {
        using var file = new MemoryStream();
        image.Save(file, encoder);
        return file.ToArray();
    }
}
