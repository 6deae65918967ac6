using System.Buffers;
using System.IO.Compression;

namespace ScreenShare.Frames;

/// <summary>Writes a whole picture as a PNG file, for people and other programs to open: true colour, 8 bits, no alpha.</summary>
public static class PngFile
{
    /// <summary>Blocks until the stream has taken the file; needs memory for the compressed picture.</summary>
    public static void Write(Picture picture, Stream destination)
    {
        using var idat = new MemoryStream();
        using (var deflate = new ZLibStream(idat, CompressionLevel.Fastest, leaveOpen: true)) WriteRows(picture, deflate);

        PictureSize size = picture.Size;
        var file = new ArrayBufferWriter<byte>((int)idat.Length + 128); // 57 bytes around the rows.
        file.Write(PngChunk.Signature);
        PngChunk.WriteHeader(file, size.Width, size.Height, depth: 8, PngColourType.TrueColour);
        PngChunk.Write(file, "IDAT"u8, idat.GetBuffer().AsSpan(0, (int)idat.Length));
        PngChunk.WriteEnd(file);
        destination.Write(file.WrittenSpan);
    }

    private static void WriteRows(Picture picture, Stream destination)
    {
        var rows = new TrueColourRows(picture.Size.Width);
        var row = new byte[TrueColourRows.RowBytes(picture.Size.Width)];
        for (int y = 0; y < picture.Size.Height; y++)
        {
            rows.Next(picture.Row(y), row);
            destination.Write(row);
        }
    }
}
