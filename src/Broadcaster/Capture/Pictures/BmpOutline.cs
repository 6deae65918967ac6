using System.Buffers.Binary;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>A BMP's two headers: where its pixels begin, and how many bytes they are.</summary>
internal static class BmpOutline
{
    private const int PixelsAt = 10;
    private const int HeaderAt = 14;
    private const int WidthAt = HeaderAt + 4;
    private const int HeightAt = HeaderAt + 8;
    private const int BitsAt = HeaderAt + 14;
    private const int CompressionAt = HeaderAt + 16;
    private const int PixelBytesAt = HeaderAt + 20;
    private const int HeadersBytes = PixelBytesAt + 4;
    private const int OldHeaderBytes = 12; // OS/2's, of which nothing is checked

    /// <summary>Two letters are no proof: the length of the second header is one of the few that there are.</summary>
    public static bool IsOne(ReadOnlySpan<byte> head) => head.Length >= WidthAt && head.StartsWith("BM"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(head[HeaderAt..]) is OldHeaderBytes or 40 or 52 or 56 or 64 or 108 or 124;

    public static PictureOutline Of(ReadOnlySpan<byte> file) => new(PictureFormat.Bmp, IsWhole(file));

    private static bool IsWhole(ReadOnlySpan<byte> file)
    {
        if (file[HeaderAt] == OldHeaderBytes) return true;
        if (file.Length < HeadersBytes) return false;
        long start = BinaryPrimitives.ReadUInt32LittleEndian(file[PixelsAt..]);
        bool isPlain = BinaryPrimitives.ReadUInt32LittleEndian(file[CompressionAt..]) is 0 or 3;
        return file.Length >= start + (isPlain ? PlainBytes(file) : BinaryPrimitives.ReadUInt32LittleEndian(file[PixelBytesAt..]));
    }

    // Rows of whole 32 bits; from top to bottom where the height is negative.
    private static Int128 PlainBytes(ReadOnlySpan<byte> file)
    {
        long width = BinaryPrimitives.ReadInt32LittleEndian(file[WidthAt..]);
        long height = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[HeightAt..]));
        long bits = BinaryPrimitives.ReadUInt16LittleEndian(file[BitsAt..]);
        return width < 0 ? 0 : (Int128)(((width * bits) + 31) / 32 * 4) * height;
    }
}
