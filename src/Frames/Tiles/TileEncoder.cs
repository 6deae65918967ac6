using System.Buffers;
using ScreenShare.Frames.Deflate;
using ScreenShare.Frames.Png;

namespace ScreenShare.Frames.Tiles;

/// <summary>
/// Encodes tiles without loss, each into a payload that decodes by itself; <see cref="RecordKind"/> has the layouts.
/// The same pixels give the same bytes on every machine. Holds scratch: owned by one thread.
/// </summary>
public sealed class TileEncoder
{
    // The largest tile in true colour, a filter byte before each row.
    private const int RowsBytesMax = (1 + PixelOrder.RgbBytes * TileGrid.TileEdgeMax) * TileGrid.TileEdgeMax;

    private readonly TilePalette _palette = new();
    private readonly TrueColourRows _trueColour = new(TileGrid.TileEdgeMax);
    private readonly ZlibDeflater _deflater = new(RowsBytesMax);
    private readonly byte[] _rows = new byte[RowsBytesMax];

    /// <summary>No payload of a tile of this size is longer: the kind and the raw pixels.</summary>
    public static int PayloadBytesMax(int width, int height) => 1 + PixelOrder.RgbBytes * width * height;

    /// <summary>Writes one payload, at most <see cref="PayloadBytesMax"/> bytes.</summary>
    /// <exception cref="ArgumentException">The tile reaches outside the picture or has an edge above 128 pixels.</exception>
    public void Encode(Picture picture, TileRectangle tile, IBufferWriter<byte> destination)
    {
        TileGrid.ThrowIfNoTile(tile, picture.Size);

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

    // Length of the whole payload; 0 when it is not shorter than raw.
    private int WriteIndexed(TileRectangle tile, Span<byte> payload)
    {
        ReadOnlySpan<uint> colours = _palette.Colours;
        int headBytes = IndexedLayout.HeadBytes(colours.Length);
        if (headBytes >= payload.Length) return 0;
        IndexedLayout.WriteHead(colours, payload);

        int depth = IndexPacking.DepthFor(colours.Length);
        int rowBytes = 1 + IndexPacking.RowBytes(tile.Width, depth);
        for (int y = 0; y < tile.Height; y++)
        {
            // Neighbouring indices are names, not quantities: differences between them mean nothing (PNG, clause 12.7).
            _rows[y * rowBytes] = (byte)PngFilter.None;
            IndexPacking.Pack(_palette.Indices.Slice(y * tile.Width, tile.Width), depth, _rows.AsSpan(y * rowBytes + 1, rowBytes - 1));
        }

        Span<byte> zlib = payload[headBytes..^1];
        int deflated = _deflater.Deflate(_rows.AsSpan(0, rowBytes * tile.Height), pixelBytes: 1, rowBytes, anywhere: true, zlib);
        return deflated == 0 ? 0 : headBytes + deflated;
    }

    // The same.
    private int WriteTrueColour(Picture picture, TileRectangle tile, Span<byte> payload)
    {
        payload[0] = (byte)RecordKind.TrueColour;
        int rowBytes = TrueColourRows.RowBytes(tile.Width);
        _trueColour.Restart();
        for (int y = 0; y < tile.Height; y++) _trueColour.Next(tile.Row(picture, y), _rows.AsSpan(y * rowBytes, rowBytes));

        // Filtered photographs repeat little but short runs; looking further costs time and finds what is not worth its bits.
        Span<byte> zlib = payload[1..^1];
        int deflated = _deflater.Deflate(_rows.AsSpan(0, rowBytes * tile.Height), PixelOrder.RgbBytes, rowBytes, anywhere: false, zlib);
        return deflated == 0 ? 0 : 1 + deflated;
    }

    private static int WriteRaw(Picture picture, TileRectangle tile, Span<byte> payload)
    {
        payload[0] = (byte)RecordKind.Raw;
        int rowBytes = PixelOrder.RgbBytes * tile.Width;
        for (int y = 0; y < tile.Height; y++) PixelOrder.BgraToRgb(tile.Row(picture, y), payload[(1 + y * rowBytes)..]);
        return payload.Length;
    }
}
