namespace ScreenShare.Frames.Tiles;

/// <summary>Names one tile of a <see cref="TileGrid"/>: row by row from the top left, from 0. The default value names none.</summary>
public readonly record struct TileIndex
{
    // One more than the index, so that default(TileIndex) is not tile 0.
    private readonly int _ordinal;

    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TileIndex(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        _ordinal = value + 1;
    }

    /// <summary>From 0; -1 for the default, which names no tile.</summary>
    public int Value => _ordinal - 1;

    public bool IsValid => _ordinal > 0;

    public override string ToString() => $"tile {Value}";
}
