using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>Reads PNG files by a reader that shares nothing with their writer, ImageSharp.</summary>
internal static class PngReader
{
    /// <summary>Rows of red, green, blue.</summary>
    public static (int Width, int Height, byte[] Rgb) Read(ReadOnlySpan<byte> png)
    {
        using Image<Rgb24> image = Image.Load<Rgb24>(png, out IImageFormat format);
        Assert.Equal("PNG", format.Name);
        byte[] rgb = new byte[image.Width * image.Height * 3];
        image.CopyPixelDataTo(rgb);
        return (image.Width, image.Height, rgb);
    }
}
