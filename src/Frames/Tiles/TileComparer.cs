using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScreenShare.Frames.Tiles;

/// <summary>
/// Finds the tiles in which two pictures of one size differ, exactly, byte by byte. Walks both pictures row by row,
/// as they lie in memory, and leaves out tiles that are known to differ already. Allocates only in its constructor.
/// Owned by one thread.
/// </summary>
public sealed class TileComparer
{
    private readonly TileGrid _grid;
    private readonly TileSet _candidates;

    // Columns of the current row of tiles that are still to be compared, in order.
    private readonly int[] _open;

    public TileComparer(TileGrid grid)
    {
        _grid = grid;
        _candidates = new TileSet(grid);
        _open = new int[grid.Columns];
    }

    /// <summary>Replaces the content of <paramref name="changed"/> by the tiles that differ.</summary>
    /// <exception cref="ArgumentException">A picture or the set does not belong to this grid.</exception>
    public void Compare(Picture previous, Picture current, TileSet changed)
    {
        _candidates.AddAll();
        CompareCandidates(previous, current, changed);
    }

    /// <summary>The same, but looks only at tiles that the damage touches: what a window system reports as drawn on.</summary>
    /// <exception cref="ArgumentException">A picture or the set does not belong to this grid.</exception>
    public void Compare(Picture previous, Picture current, ReadOnlySpan<TileRectangle> damage, TileSet changed)
    {
        _candidates.Clear();
        foreach (TileRectangle area in damage) _candidates.AddTouching(area);
        CompareCandidates(previous, current, changed);
    }

    /// <summary>Copies the pixels of the tiles from one picture to the other: what makes current the new previous.</summary>
    /// <exception cref="ArgumentException">A picture does not have the size of the set's grid.</exception>
    public static void Copy(Picture from, Picture to, TileSet tiles)
    {
        ThrowIfSizeDiffers(from, tiles.Grid);
        ThrowIfSizeDiffers(to, tiles.Grid);
        foreach (TileIndex tile in tiles)
        {
            TileRectangle bounds = tiles.Grid.Bounds(tile);
            int start = bounds.X * Picture.PixelBytes;
            int length = bounds.Width * Picture.PixelBytes;
            for (int y = bounds.Y; y < bounds.Y + bounds.Height; y++)
                from.Row(y).Slice(start, length).CopyTo(to.Row(y)[start..]);
        }
    }

    private void CompareCandidates(Picture previous, Picture current, TileSet changed)
    {
        ThrowIfSizeDiffers(previous, _grid);
        ThrowIfSizeDiffers(current, _grid);
        if (changed.Grid != _grid) throw new ArgumentException("The set belongs to another grid.", nameof(changed));

        changed.Clear();
        for (int row = 0; row < _grid.Rows; row++) CompareRowOfTiles(row, previous, current, changed);
    }

    private void CompareRowOfTiles(int row, Picture previous, Picture current, TileSet changed)
    {
        int openCount = 0;
        for (int column = 0; column < _grid.Columns; column++)
        {
            if (_candidates.Contains(_grid.At(column, row))) _open[openCount++] = column;
        }

        int bottom = Math.Min((row + 1) * _grid.TileEdge, _grid.Size.Height);
        int tileBytes = _grid.TileEdge * Picture.PixelBytes;
        for (int y = row * _grid.TileEdge; y < bottom && openCount > 0; y++)
        {
            ReadOnlySpan<byte> before = previous.Row(y);
            ReadOnlySpan<byte> after = current.Row(y);
            int stillOpen = 0;
            for (int i = 0; i < openCount; i++)
            {
                int column = _open[i];
                int start = column * tileBytes;
                int length = Math.Min(tileBytes, before.Length - start);
                if (Differ(before, after, start, length)) changed.Add(_grid.At(column, row));
                else _open[stillOpen++] = column;
            }
            openCount = stillOpen;
        }
    }

    private static bool Differ(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, int start, int length)
    {
        Debug.Assert(start >= 0 && length > 0 && start + length <= before.Length && before.Length == after.Length);
        ref byte a = ref MemoryMarshal.GetReference(before);
        ref byte b = ref MemoryMarshal.GetReference(after);
        nuint at = (nuint)start;
        nuint end = at + (nuint)length;

        // Two vectors a turn: a whole tile's row is a multiple of 64 bytes, since edges are multiples of 16 pixels.
        Vector256<byte> difference = Vector256<byte>.Zero;
        for (; at + 64 <= end; at += 64)
        {
            difference |= Vector256.LoadUnsafe(ref a, at) ^ Vector256.LoadUnsafe(ref b, at);
            difference |= Vector256.LoadUnsafe(ref a, at + 32) ^ Vector256.LoadUnsafe(ref b, at + 32);
        }
        if (difference != Vector256<byte>.Zero) return true;

        // Only tiles cut off at the right edge of the picture leave a rest.
        return at < end && !before[(int)at..(int)end].SequenceEqual(after[(int)at..(int)end]);
    }

    private static void ThrowIfSizeDiffers(Picture picture, TileGrid grid)
    {
        if (picture.Size != grid.Size) throw new ArgumentException($"The picture is {picture.Size}, the grid is for {grid.Size}.");
    }
}
