using System.Buffers.Binary;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>A WebP's header (RFC 9649, 2): its length, and whether it is an animation.</summary>
internal static class WebpOutline
{
    private const int RiffBytes = 8; // "RIFF" and the length of what follows
    private const int KindAt = 8;
    private const int FirstChunkAt = 12;
    private const int FlagsAt = 20;
    private const byte Animated = 0x02;

    public static bool IsOne(ReadOnlySpan<byte> head) =>
        head.Length >= FirstChunkAt && head.StartsWith("RIFF"u8) && head[KindAt..].StartsWith("WEBP"u8);

    public static PictureOutline Of(ReadOnlySpan<byte> file)
    {
        bool isWhole = file.Length >= RiffBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(file["RIFF"u8.Length..]);
        bool isAnimated = file.Length > FlagsAt && file[FirstChunkAt..].StartsWith("VP8X"u8) && (file[FlagsAt] & Animated) != 0;
        return new PictureOutline(PictureFormat.Webp, isWhole, isAnimated ? int.MaxValue : 1); // how many is nobody's question
    }
}
