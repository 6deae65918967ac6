using System.Buffers.Binary;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>
/// A PNG's chunks: length, type, content, checksum (PNG, third edition, 5.3). <c>acTL</c> before the pixels: an animation.
/// </summary>
internal static class PngOutline
{
    private const int LengthBytes = 4;
    private const int TypeBytes = 4;
    private const int ChecksumBytes = 4;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static PictureOutline Of(ReadOnlySpan<byte> file)
    {
        var outline = new PictureOutline(PictureFormat.Png, IsWhole: false);
        bool hasPixels = false;
        ReadOnlySpan<byte> rest = file[Signature.Length..];
        while (rest.Length >= LengthBytes + TypeBytes)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            ReadOnlySpan<byte> type = rest.Slice(LengthBytes, TypeBytes);
            if (type.SequenceEqual("IEND"u8)) return outline with { IsWhole = true };
            long chunkBytes = (long)LengthBytes + TypeBytes + length + ChecksumBytes;
            if (chunkBytes > rest.Length) return outline;
            hasPixels |= type.SequenceEqual("IDAT"u8);
            if (!hasPixels && type.SequenceEqual("acTL"u8) && length >= 2 * sizeof(uint))
            {
                ReadOnlySpan<byte> content = rest[(LengthBytes + TypeBytes)..];
                outline = outline with { Frames = Count(content), Plays = Count(content[sizeof(uint)..]) };
            }

            rest = rest[(int)chunkBytes..];
        }

        return outline;
    }

    private static int Count(ReadOnlySpan<byte> content) => (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(content), int.MaxValue);
}
