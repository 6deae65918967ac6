namespace ScreenShare.Frames.Tiles;

/// <summary>
/// How a picture is cut into square tiles, row by row from the top left; tiles at the right and bottom are cut off
/// by the picture's edge. Immutable.
/// </summary>
public sealed record TileGrid
{
    public const int TileEdgeDefault = 64;
    public const int TileEdgeMin = 16;
    public const int TileEdgeMax = 128;

    /// <summary>Edges are multiples of 16 pixels: 64 bytes, one cache line of a row.</summary>
    public const int TileEdgeStep = 16;

    /// <exception cref="ArgumentException">The size is the default one, or <see cref="IsTileEdge"/> says no.</exception>
    public TileGrid(PictureSize size, int tileEdge = TileEdgeDefault)
    {
        if (!size.IsValid) throw new ArgumentException("A grid needs a picture size; this one is empty.", nameof(size));
        if (!IsTileEdge(tileEdge))
            throw new ArgumentOutOfRangeException(nameof(tileEdge), tileEdge, "A tile's edge is a multiple of 16 from 16 to 128 pixels.");

        Size = size;
        TileEdge = tileEdge;
        Columns = (size.Width + tileEdge - 1) / tileEdge;
        Rows = (size.Height + tileEdge - 1) / tileEdge;
    }

    public PictureSize Size { get; }

    /// <summary>Width and height of a whole tile, in pixels.</summary>
    public int TileEdge { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Tiles in the grid; 262,144 at most.</summary>
    public int Count => Columns * Rows;

    public static bool IsTileEdge(int pixels) =>
        pixels is >= TileEdgeMin and <= TileEdgeMax && pixels % TileEdgeStep == 0;

    /// <exception cref="ArgumentException">The area reaches outside the picture or has an edge above 128 pixels.</exception>
    internal static void ThrowIfNoTile(TileRectangle area, PictureSize size)
    {
        if (!area.IsInside(size) || area.Width > TileEdgeMax || area.Height > TileEdgeMax)
            throw new ArgumentException($"{area} is no tile of a picture of {size}.");
    }

    public bool Contains(TileIndex tile) => (uint)tile.Value < (uint)Count;

    /// <exception cref="ArgumentOutOfRangeException">No such column or row.</exception>
    public TileIndex At(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return new TileIndex(row * Columns + column);
    }

    /// <summary>The pixels of a tile; never empty, never outside the picture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The grid has no such tile.</exception>
    public TileRectangle Bounds(TileIndex tile)
    {
        if (!Contains(tile)) throw new ArgumentOutOfRangeException(nameof(tile), tile, $"The grid has {Count} tiles.");

        (int row, int column) = Math.DivRem(tile.Value, Columns);
        int x = column * TileEdge;
        int y = row * TileEdge;
        return new TileRectangle(x, y, Math.Min(TileEdge, Size.Width - x), Math.Min(TileEdge, Size.Height - y));
    }
}
