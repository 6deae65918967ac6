using System.Buffers.Binary;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>
/// A GIF's blocks (GIF89a, 17 to 27): pictures and extensions, each a chain of parts of at most 255 bytes. The application extension
/// "NETSCAPE2.0" says how often it is played <i>again</i>, 0 being for ever; without one it is played once.
/// </summary>
internal static class GifOutline
{
    private const int ScreenBytes = 13;
    private const int ScreenFlagsAt = 10;
    private const int ImageBytes = 10;
    private const int ImageFlagsAt = 9;
    private const int ExtensionBytes = 2;
    private const int WidthBytes = 1; // of the first code in the pixels
    private const byte Image = 0x2C;
    private const byte Extension = 0x21;
    private const byte Application = 0xFF;
    private const byte Trailer = 0x3B;

    // The part that names the application, the length of the next (3), its kind (1), and the count.
    private const int RepeatsAt = 14;

    public static PictureOutline Of(ReadOnlySpan<byte> file)
    {
        int frames = 0;
        int plays = 1;
        int at = ScreenBytes + (file.Length > ScreenFlagsAt ? TableBytes(file[ScreenFlagsAt]) : 0);
        while (at < file.Length && file[at] != Trailer)
        {
            ReadOnlySpan<byte> block = file[at..];
            bool isImage = block[0] == Image && block.Length >= ImageBytes;
            if (!isImage && !(block[0] == Extension && block.Length >= ExtensionBytes)) break;
            if (isImage) frames++;
            else if (TryReadRepeats(block, out int repeats)) plays = repeats == 0 ? 0 : repeats + 1;
            at = EndOfParts(file, at + (isImage ? ImageBytes + TableBytes(block[ImageFlagsAt]) + WidthBytes : ExtensionBytes));
        }

        bool isWhole = at < file.Length && file[at] == Trailer;
        return new PictureOutline(PictureFormat.Gif, isWhole, Math.Max(frames, 1), plays);
    }

    private static int TableBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    /// <summary>Behind the part of no bytes that ends the chain, or behind the file.</summary>
    private static int EndOfParts(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length && file[at] != 0) at += 1 + file[at];
        return at + 1;
    }

    private static bool TryReadRepeats(ReadOnlySpan<byte> extension, out int repeats)
    {
        repeats = 0;
        ReadOnlySpan<byte> parts = extension[ExtensionBytes..];
        bool isLoop = extension[1] == Application && parts.Length >= RepeatsAt + 2 && parts[0] == 11 && parts[12] == 3 && parts[13] == 1
            && (parts[1..12].SequenceEqual("NETSCAPE2.0"u8) || parts[1..12].SequenceEqual("ANIMEXTS1.0"u8));
        if (isLoop) repeats = BinaryPrimitives.ReadUInt16LittleEndian(parts[RepeatsAt..]);
        return isLoop;
    }
}
