namespace ScreenShare.Frames.Tiles;

/// <summary>The picture that a viewer shows, brought up to date record by record. Owned by one thread.</summary>
public sealed class Canvas
{
    private readonly TileDecoder _decoder = new();

    /// <summary>Black until records arrive.</summary>
    public Canvas(TileGrid grid)
    {
        Grid = grid;
        Picture = new Picture(grid.Size);
    }

    public TileGrid Grid { get; }

    public Picture Picture { get; }

    /// <summary>Shows a record's payload in its tile; a refused one leaves the picture as it was. Never throws.</summary>
    public bool TryApply(TileIndex tile, ReadOnlySpan<byte> payload, out RecordViolation violation)
    {
        if (Grid.Contains(tile)) return _decoder.TryDecode(payload, Picture, Grid.Bounds(tile), out violation);

        violation = RecordViolation.OutsideGrid;
        return false;
    }
}
