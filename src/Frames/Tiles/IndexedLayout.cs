namespace ScreenShare.Frames.Tiles;

/// <summary>Where the parts of a payload of kind <see cref="RecordKind.Indexed"/> begin.</summary>
internal static class IndexedLayout
{
    /// <summary>Kind and number of colours.</summary>
    private const int FixedBytes = 2;

    /// <summary>Bytes before the zlib stream.</summary>
    public static int HeadBytes(int colours) => FixedBytes + colours * PixelOrder.RgbBytes;

    public static void WriteHead(ReadOnlySpan<uint> colours, Span<byte> payload)
    {
        payload[0] = (byte)RecordKind.Indexed;
        payload[1] = (byte)(colours.Length - 1);
        for (int i = 0; i < colours.Length; i++) PixelOrder.WriteRgb(colours[i], payload[HeadBytes(i)..]);
    }

    // +------+-------------+-----------------+-------------+
    // | kind | colours - 1 | colours × 3 RGB | zlib stream |
    // +------+-------------+-----------------+-------------+
    /// <summary>False when the payload ends before its palette does.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> palette, out ReadOnlySpan<byte> zlib)
    {
        palette = zlib = default;
        if (payload.Length < FixedBytes) return false;
        int headBytes = HeadBytes(payload[1] + 1);
        if (payload.Length < headBytes) return false;

        palette = payload[FixedBytes..headBytes];
        zlib = payload[headBytes..];
        return true;
    }
}
