using System.Buffers;

namespace ScreenShare.Frames.Png;

/// <summary>Writes a whole picture as a PNG file, for people and other programs to open.</summary>
public static class PngFile
{
    /// <summary>Blocks until the stream has taken the file; needs memory for the compressed picture.</summary>
    public static void Write(Picture picture, Stream destination)
    {
        using var png = new PngWriter();
        var file = new ArrayBufferWriter<byte>();
        png.Write(picture.Pixels, picture.Size.Width, file);
        destination.Write(file.WrittenSpan);
    }
}
