using System.Buffers;
using ScreenShare.Frames.Deflate;
using ScreenShare.Frames.Png;

namespace ScreenShare.Frames.Tiles;

/// <summary>
/// Puts what a PNG file has around rows and colours around a record's payload, so that whatever shows PNG shows the
/// tile. What a payload of kind 2 or 3 holds is copied as it is and not inflated: a reader checks it.
/// </summary>
public static class PngContainer
{
    /// <summary>
    /// Writes a PNG file of one tile. False, with nothing written and the rule it breaks, when the payload is none of
    /// the kinds 1 to 4 or its fixed part is wrong for a tile of this size.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An edge is below 1 or above 128 pixels.</exception>
    public static bool TryWrap(
        ReadOnlySpan<byte> payload, int width, int height, IBufferWriter<byte> destination, out RecordViolation violation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, TileGrid.TileEdgeMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, TileGrid.TileEdgeMax);

        violation = Wrap(payload, width, height, destination);
        return violation == RecordViolation.None;
    }

    private static RecordViolation Wrap(ReadOnlySpan<byte> payload, int width, int height, IBufferWriter<byte> destination)
    {
        if (payload.IsEmpty) return RecordViolation.Empty;
        if (payload.Length > TileEncoder.PayloadBytesMax(width, height)) return RecordViolation.TooLong;

        return (RecordKind)payload[0] switch
        {
            RecordKind.SolidColour => WrapSolidColour(payload[1..], width, height, destination),
            RecordKind.Indexed => WrapIndexed(payload, width, height, destination),
            RecordKind.TrueColour => WriteTrueColour(payload[1..], width, height, destination),
            RecordKind.Raw => WrapRaw(payload[1..], width, height, destination),
            _ => RecordViolation.UnknownKind,
        };
    }

    // A palette of one colour, and every index 0.
    private static RecordViolation WrapSolidColour(ReadOnlySpan<byte> rgb, int width, int height, IBufferWriter<byte> destination)
    {
        if (rgb.Length != PixelOrder.RgbBytes) return RecordViolation.WrongLength;

        var rows = new byte[height * (1 + IndexPacking.RowBytes(width, depth: 1))];
        WriteIndexed(rgb, StoredZlib.Of(rows), width, height, destination);
        return RecordViolation.None;
    }

    private static RecordViolation WrapIndexed(ReadOnlySpan<byte> payload, int width, int height, IBufferWriter<byte> destination)
    {
        if (!IndexedLayout.TrySplit(payload, out ReadOnlySpan<byte> palette, out ReadOnlySpan<byte> zlib))
            return RecordViolation.WrongLength;

        WriteIndexed(palette, zlib, width, height, destination);
        return RecordViolation.None;
    }

    private static RecordViolation WrapRaw(ReadOnlySpan<byte> rgb, int width, int height, IBufferWriter<byte> destination)
    {
        int rowBytes = width * PixelOrder.RgbBytes;
        if (rgb.Length != rowBytes * height) return RecordViolation.WrongLength;

        var rows = new byte[height * (1 + rowBytes)];
        for (int y = 0; y < height; y++) rgb.Slice(y * rowBytes, rowBytes).CopyTo(rows.AsSpan(y * (1 + rowBytes) + 1));
        return WriteTrueColour(StoredZlib.Of(rows), width, height, destination);
    }

    private static void WriteIndexed(
        ReadOnlySpan<byte> palette, ReadOnlySpan<byte> zlib, int width, int height, IBufferWriter<byte> destination)
    {
        int depth = IndexPacking.DepthFor(palette.Length / PixelOrder.RgbBytes);
        destination.Write(PngChunk.Signature);
        PngChunk.WriteHeader(destination, width, height, depth, PngColourType.Indexed);
        PngChunk.Write(destination, "PLTE"u8, palette);
        PngChunk.Write(destination, "IDAT"u8, zlib);
        PngChunk.WriteEnd(destination);
    }

    private static RecordViolation WriteTrueColour(ReadOnlySpan<byte> zlib, int width, int height, IBufferWriter<byte> destination)
    {
        destination.Write(PngChunk.Signature);
        PngChunk.WriteHeader(destination, width, height, depth: 8, PngColourType.TrueColour);
        PngChunk.Write(destination, "IDAT"u8, zlib);
        PngChunk.WriteEnd(destination);
        return RecordViolation.None;
    }
}
