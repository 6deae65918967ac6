using System.Buffers;
using System.IO.Compression;

namespace ScreenShare.Frames;

/// <summary>
/// Encodes tiles without loss, each into a payload that decodes by itself; <see cref="RecordKind"/> has the layouts.
/// The same pixels give the same bytes on the same runtime. Holds scratch: owned by one thread.
/// </summary>
public sealed class TileEncoder
{
    // Kind and number of colours.
    private const int IndexedHeadBytes = 2;

    // The palette has taken the redundancy out; zlib's quickest finds the runs.
    private static readonly ZLibCompressionOptions ForIndices = new() { CompressionLevel = 1 };

    // Filtered photographs have few repetitions but a skewed histogram: Huffman codes and runs are all that pays.
    private static readonly ZLibCompressionOptions ForTrueColour = new()
    {
        CompressionLevel = 1,
        CompressionStrategy = ZLibCompressionStrategy.RunLengthEncoding,
    };

    private readonly TilePalette _palette = new();
    private readonly TrueColourRows _trueColour = new(TileGrid.TileEdgeMax);
    private readonly ZlibDeflater _deflater = new();
    private readonly byte[] _rows = new byte[TrueColourRows.RowBytes(TileGrid.TileEdgeMax) * TileGrid.TileEdgeMax];

    /// <summary>No payload of a tile of this size is longer: the kind and the raw pixels.</summary>
    public static int PayloadBytesMax(int width, int height) => 1 + PixelOrder.RgbBytes * width * height;

    /// <summary>Writes one payload, at most <see cref="PayloadBytesMax"/> bytes.</summary>
    /// <exception cref="ArgumentException">The tile reaches outside the picture or has an edge above 128 pixels.</exception>
    public void Encode(Picture picture, TileRectangle tile, IBufferWriter<byte> destination)
    {
        tile.ThrowIfNotTileOf(picture.Size);

        // A writer may give more than was asked for; the bound decides when raw is shorter.
        int lengthMax = PayloadBytesMax(tile.Width, tile.Height);
        Span<byte> payload = destination.GetSpan(lengthMax)[..lengthMax];
        int length = _palette.TryRead(picture, tile) ? WriteColours(tile, payload) : WriteTrueColour(picture, tile, payload);
        destination.Advance(length > 0 ? length : WriteRaw(picture, tile, payload));
    }

    private int WriteColours(TileRectangle tile, Span<byte> payload)
    {
        ReadOnlySpan<uint> colours = _palette.Colours;
        if (colours.Length > 1) return WriteIndexed(tile, payload);

        payload[0] = (byte)RecordKind.SolidColour;
        PixelOrder.WriteRgb(colours[0], payload[1..]);
        return 1 + PixelOrder.RgbBytes;
    }

    private int WriteIndexed(TileRectangle tile, Span<byte> payload)
    {
        ReadOnlySpan<uint> colours = _palette.Colours;
        int headBytes = IndexedHeadBytes + PixelOrder.RgbBytes * colours.Length;
        if (headBytes >= payload.Length) return 0;

        payload[0] = (byte)RecordKind.Indexed;
        payload[1] = (byte)(colours.Length - 1);
        for (int i = 0; i < colours.Length; i++) PixelOrder.WriteRgb(colours[i], payload[(IndexedHeadBytes + PixelOrder.RgbBytes * i)..]);

        int depth = IndexPacking.DepthFor(colours.Length);
        int rowBytes = 1 + IndexPacking.RowBytes(tile.Width, depth);
        for (int y = 0; y < tile.Height; y++)
        {
            // Neighbouring indices are names, not quantities: differences between them mean nothing (PNG, clause 12.7).
            _rows[y * rowBytes] = (byte)PngFilter.None;
            IndexPacking.Pack(_palette.Indices.Slice(y * tile.Width, tile.Width), depth, _rows.AsSpan(y * rowBytes + 1, rowBytes - 1));
        }
        return Deflate(rowBytes * tile.Height, ForIndices, payload, headBytes);
    }

    private int WriteTrueColour(Picture picture, TileRectangle tile, Span<byte> payload)
    {
        payload[0] = (byte)RecordKind.TrueColour;
        int rowBytes = TrueColourRows.RowBytes(tile.Width);
        _trueColour.Restart();
        for (int y = 0; y < tile.Height; y++) _trueColour.Next(tile.Row(picture, y), _rows.AsSpan(y * rowBytes, rowBytes));
        return Deflate(rowBytes * tile.Height, ForTrueColour, payload, headBytes: 1);
    }

    // Length of the whole payload; 0 when it is not shorter than raw.
    private int Deflate(int rowsBytes, ZLibCompressionOptions options, Span<byte> payload, int headBytes)
    {
        int deflated = _deflater.Deflate(_rows.AsSpan(0, rowsBytes), options, payload[headBytes..^1]);
        return deflated == 0 ? 0 : headBytes + deflated;
    }

    private static int WriteRaw(Picture picture, TileRectangle tile, Span<byte> payload)
    {
        payload[0] = (byte)RecordKind.Raw;
        int rowBytes = PixelOrder.RgbBytes * tile.Width;
        for (int y = 0; y < tile.Height; y++) PixelOrder.BgraToRgb(tile.Row(picture, y), payload[(1 + y * rowBytes)..]);
        return payload.Length;
    }
}
