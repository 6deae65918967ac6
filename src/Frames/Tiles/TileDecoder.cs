using System.Diagnostics;
using System.Runtime.InteropServices;
using ScreenShare.Frames.Deflate;
using ScreenShare.Frames.Png;

namespace ScreenShare.Frames.Tiles;

/// <summary>
/// Decodes what <see cref="TileEncoder"/> makes, from anybody: whatever the bytes are, nothing is thrown, nothing
/// outside the tile is written, and a refused payload leaves the picture as it was. Memory is bounded by the largest
/// tile. Holds scratch: owned by one thread.
/// </summary>
public sealed class TileDecoder
{
    private readonly ZlibInflater _inflater = new();
    private readonly byte[] _rows = new byte[TrueColourRows.RowBytes(TileGrid.TileEdgeMax) * TileGrid.TileEdgeMax];
    private readonly byte[] _indices = new byte[TileGrid.TileEdgeMax];
    private readonly uint[] _palette = new uint[TilePalette.ColoursMax];
    private readonly uint[] _pixels = new uint[TileGrid.TileEdgeMax * TileGrid.TileEdgeMax];

    /// <summary>Shows the payload in the tile; false, with the rule it breaks, when it is no payload of such a tile.</summary>
    /// <exception cref="ArgumentException">The tile reaches outside the picture or has an edge above 128 pixels.</exception>
    public bool TryDecode(ReadOnlySpan<byte> payload, Picture target, TileRectangle tile, out RecordViolation violation)
    {
        TileGrid.ThrowIfNoTile(tile, target.Size);
        violation = Decode(payload, target, tile);
        return violation == RecordViolation.None;
    }

    private RecordViolation Decode(ReadOnlySpan<byte> payload, Picture target, TileRectangle tile)
    {
        if (payload.IsEmpty) return RecordViolation.Empty;
        if (payload.Length > TileEncoder.PayloadBytesMax(tile.Width, tile.Height)) return RecordViolation.TooLong;

        return (RecordKind)payload[0] switch
        {
            RecordKind.SolidColour => DecodeSolidColour(payload[1..], target, tile),
            RecordKind.Indexed => DecodeIndexed(payload, target, tile),
            RecordKind.TrueColour => DecodeTrueColour(payload[1..], target, tile),
            RecordKind.Raw => DecodeRaw(payload[1..], target, tile),
            _ => RecordViolation.UnknownKind,
        };
    }

    private static RecordViolation DecodeSolidColour(ReadOnlySpan<byte> rgb, Picture target, TileRectangle tile)
    {
        if (rgb.Length != PixelOrder.RgbBytes) return RecordViolation.WrongLength;

        uint colour = PixelOrder.Opaque(rgb[0], rgb[1], rgb[2]);
        for (int y = 0; y < tile.Height; y++) MemoryMarshal.Cast<byte, uint>(tile.Row(target, y)).Fill(colour);
        return RecordViolation.None;
    }

    private RecordViolation DecodeIndexed(ReadOnlySpan<byte> payload, Picture target, TileRectangle tile)
    {
        if (!IndexedLayout.TrySplit(payload, out ReadOnlySpan<byte> palette, out ReadOnlySpan<byte> zlib))
            return RecordViolation.WrongLength;

        int depth = IndexPacking.DepthFor(palette.Length / PixelOrder.RgbBytes);
        int rowBytes = 1 + IndexPacking.RowBytes(tile.Width, depth);
        RecordViolation violation = InflateRows(zlib, rowBytes, tile.Height, pixelBytes: 1);
        if (violation != RecordViolation.None) return violation;

        ReadPalette(palette);
        if (!TryLookUp(rowBytes, depth, tile)) return RecordViolation.BadIndex;

        ReadOnlySpan<byte> pixels = MemoryMarshal.AsBytes(_pixels.AsSpan());
        int length = tile.Width * Picture.PixelBytes;
        for (int y = 0; y < tile.Height; y++) pixels.Slice(y * length, length).CopyTo(tile.Row(target, y));
        return RecordViolation.None;
    }

    private RecordViolation DecodeTrueColour(ReadOnlySpan<byte> zlib, Picture target, TileRectangle tile)
    {
        int rowBytes = TrueColourRows.RowBytes(tile.Width);
        RecordViolation violation = InflateRows(zlib, rowBytes, tile.Height, PixelOrder.RgbBytes);
        if (violation != RecordViolation.None) return violation;

        for (int y = 0; y < tile.Height; y++) PixelOrder.RgbToBgra(_rows.AsSpan(y * rowBytes + 1, rowBytes - 1), tile.Row(target, y));
        return RecordViolation.None;
    }

    private static RecordViolation DecodeRaw(ReadOnlySpan<byte> rgb, Picture target, TileRectangle tile)
    {
        int rowBytes = tile.Width * PixelOrder.RgbBytes;
        if (rgb.Length != rowBytes * tile.Height) return RecordViolation.WrongLength;

        for (int y = 0; y < tile.Height; y++) PixelOrder.RgbToBgra(rgb.Slice(y * rowBytes, rowBytes), tile.Row(target, y));
        return RecordViolation.None;
    }

    private RecordViolation InflateRows(ReadOnlySpan<byte> zlib, int rowBytes, int height, int pixelBytes)
    {
        Span<byte> rows = _rows.AsSpan(0, rowBytes * height);
        RecordViolation violation = _inflater.Inflate(zlib, rows);
        if (violation != RecordViolation.None) return violation;
        return PngUnfilter.TryUndo(rows, rowBytes, pixelBytes) ? RecordViolation.None : RecordViolation.BadFilter;
    }

    // Colours past the palette's end stay 0: their alpha gives them away.
    private void ReadPalette(ReadOnlySpan<byte> rgb)
    {
        _palette.AsSpan().Clear();
        for (int i = 0; i < rgb.Length / PixelOrder.RgbBytes; i++)
        {
            ReadOnlySpan<byte> colour = rgb.Slice(i * PixelOrder.RgbBytes, PixelOrder.RgbBytes);
            _palette[i] = PixelOrder.Opaque(colour[0], colour[1], colour[2]);
        }
    }

    // From _rows into _pixels; false when a pixel names no colour.
    private bool TryLookUp(int rowBytes, int depth, TileRectangle tile)
    {
        Debug.Assert(tile.PixelCount <= _pixels.Length && tile.Width <= _indices.Length);
        uint all = uint.MaxValue;
        int at = 0;
        for (int y = 0; y < tile.Height; y++)
        {
            Span<byte> indices = _indices.AsSpan(0, tile.Width);
            IndexPacking.Unpack(_rows.AsSpan(y * rowBytes + 1, rowBytes - 1), depth, indices);
            foreach (byte index in indices)
            {
                uint colour = _palette[index];
                all &= colour;
                _pixels[at++] = colour;
            }
        }
        return all >= 0xFF000000;
    }
}
