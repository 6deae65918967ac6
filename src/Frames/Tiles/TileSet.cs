using System.Numerics;

namespace ScreenShare.Frames.Tiles;

/// <summary>
/// A set of tiles of one grid, made once and filled again for each frame. Enumerates in the order of the indices
/// without allocating. Not thread safe.
/// </summary>
public sealed class TileSet
{
    private const int WordBits = 64;

    private readonly ulong[] _words;

    /// <summary>An empty set.</summary>
    public TileSet(TileGrid grid)
    {
        Grid = grid;
        _words = new ulong[(grid.Count + WordBits - 1) / WordBits];
    }

    public TileGrid Grid { get; }

    public int Count { get; private set; }

    public bool Contains(TileIndex tile) => Grid.Contains(tile) && (Word(tile) & Bit(tile)) != 0;

    /// <summary>False when the tile was there already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The grid has no such tile.</exception>
    public bool Add(TileIndex tile)
    {
        if (!Grid.Contains(tile)) throw new ArgumentOutOfRangeException(nameof(tile), tile, $"The grid has {Grid.Count} tiles.");
        if ((Word(tile) & Bit(tile)) != 0) return false;

        Word(tile) |= Bit(tile);
        Count++;
        return true;
    }

    /// <summary>Adds every tile of the grid that shares a pixel with the area; parts outside the picture are ignored.</summary>
    public void AddTouching(TileRectangle area)
    {
        // 64 bits: a rectangle from a window system may reach past what an int can add up.
        long right = Math.Min((long)area.X + area.Width, Grid.Size.Width);
        long bottom = Math.Min((long)area.Y + area.Height, Grid.Size.Height);
        int left = Math.Max(area.X, 0);
        int top = Math.Max(area.Y, 0);
        if (left >= right || top >= bottom) return;

        for (int row = top / Grid.TileEdge; row <= (bottom - 1) / Grid.TileEdge; row++)
        {
            for (int column = left / Grid.TileEdge; column <= (right - 1) / Grid.TileEdge; column++) Add(Grid.At(column, row));
        }
    }

    public void AddAll()
    {
        _words.AsSpan().Fill(ulong.MaxValue);
        int used = Grid.Count % WordBits;
        if (used != 0) _words[^1] = (1UL << used) - 1;
        Count = Grid.Count;
    }

    public void Clear()
    {
        _words.AsSpan().Clear();
        Count = 0;
    }

    /// <summary>Do not change the set while walking through it.</summary>
    public Enumerator GetEnumerator() => new(_words);

    private ref ulong Word(TileIndex tile) => ref _words[tile.Value / WordBits];

    private static ulong Bit(TileIndex tile) => 1UL << (tile.Value % WordBits);

    public struct Enumerator
    {
        private readonly ulong[] _words;
        private int _word;
        private ulong _left;

        internal Enumerator(ulong[] words)
        {
            _words = words;
            _word = 0;
            _left = words[0];
        }

        public TileIndex Current { get; private set; }

        public bool MoveNext()
        {
            while (_left == 0)
            {
                if (++_word >= _words.Length) return false;
                _left = _words[_word];
            }
            Current = new TileIndex(_word * WordBits + BitOperations.TrailingZeroCount(_left));
            _left &= _left - 1;
            return true;
        }
    }
}
