using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>
/// Some tiles of a picture packed into one image, because a browser decodes one image of a hundred tiles ten times as fast as a hundred
/// images. Tiles lie in cells in the order of their indices; neighbours in both are one area. Kept and filled again.
/// </summary>
internal sealed class TileAtlas
{
    private readonly List<AtlasArea> _areas = [];

    // Grown to the most tiles so far, at most the picture in whole tiles.
    private byte[] _pixels = [];

    public int TileCount { get; private set; }

    /// <summary>In pixels; a multiple of the tile's edge, and so is the height.</summary>
    public int Width { get; private set; }

    public int Height { get; private set; }

    public IReadOnlyList<AtlasArea> Areas => _areas;

    /// <summary>BGRA rows. Black where a cell is larger than its tile.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Width * Height * Picture.PixelBytes);

    /// <param name="tiles">Not empty.</param>
    public void Fill(Picture picture, TileSet tiles)
    {
        TileGrid grid = tiles.Grid;
        TileCount = tiles.Count;
        int columns = Math.Min(TileCount, grid.Columns);
        Width = columns * grid.TileEdge;
        Height = (TileCount + columns - 1) / columns * grid.TileEdge;
        int bytes = Width * Height * Picture.PixelBytes;
        if (_pixels.Length < bytes) _pixels = GC.AllocateUninitializedArray<byte>(bytes);
        _pixels.AsSpan(0, bytes).Clear();
        _areas.Clear();

        int cell = 0;
        foreach (TileIndex tile in tiles)
        {
            (int row, int column) = Math.DivRem(cell++, columns);
            TileRectangle from = grid.Bounds(tile);
            var area = new AtlasArea(column * grid.TileEdge, row * grid.TileEdge, from.X, from.Y, from.Width, from.Height);
            Copy(picture, area);
            Append(area);
        }
    }

    private void Copy(Picture picture, AtlasArea area)
    {
        int bytes = area.Width * Picture.PixelBytes;
        for (int y = 0; y < area.Height; y++)
        {
            int at = ((area.AtlasY + y) * Width + area.AtlasX) * Picture.PixelBytes;
            picture.Row(area.Y + y).Slice(area.X * Picture.PixelBytes, bytes).CopyTo(_pixels.AsSpan(at, bytes));
        }
    }

    private void Append(AtlasArea area)
    {
        if (_areas.Count > 0 && Continues(_areas[^1], area)) _areas[^1] = _areas[^1] with { Width = _areas[^1].Width + area.Width };
        else _areas.Add(area);
    }

    private static bool Continues(AtlasArea left, AtlasArea right) =>
        left.AtlasY == right.AtlasY
        && left.AtlasX + left.Width == right.AtlasX
        && left.Y == right.Y
        && left.X + left.Width == right.X;
}
