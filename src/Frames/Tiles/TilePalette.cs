using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScreenShare.Frames.Tiles;

/// <summary>
/// The colours of one tile in the order they appear, and each pixel's index among them, as long as there are no more
/// than 256. Scratch of an encoder: filled again for each tile, never allocates after construction.
/// </summary>
internal sealed class TilePalette
{
    public const int ColoursMax = 256;

    // Four times the colours keeps the probing short; a power of two makes the hash a shift.
    private const int SlotBits = 10;
    private const int SlotCount = 1 << SlotBits;

    private readonly uint[] _colours = new uint[ColoursMax];
    private readonly byte[] _indices = new byte[TileGrid.TileEdgeMax * TileGrid.TileEdgeMax];

    // Open addressing with linear probing: index + 1 of the colour that lives there, 0 where none does.
    private readonly ushort[] _slots = new ushort[SlotCount];
    private int _count;

    /// <summary>Pixels as they lie in memory: blue in the lowest byte (all platforms of the product are little endian).</summary>
    public ReadOnlySpan<uint> Colours => _colours.AsSpan(0, _count);

    /// <summary>Row by row, a byte for each pixel, as wide as the tile that was read last.</summary>
    public ReadOnlySpan<byte> Indices => _indices;

    /// <summary>False when the tile has more than 256 colours; then the content is of no use.</summary>
    public bool TryRead(Picture picture, TileRectangle tile)
    {
        _slots.AsSpan().Clear();
        _count = 0;
        for (int y = 0; y < tile.Height; y++)
        {
            ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(picture.Row(tile.Y + y)).Slice(tile.X, tile.Width);
            if (!TryReadRow(pixels, _indices.AsSpan(y * tile.Width, tile.Width))) return false;
        }
        return true;
    }

    private bool TryReadRow(ReadOnlySpan<uint> pixels, Span<byte> indices)
    {
        uint colour = 0;
        int index = -1;
        int turnPixels = Vector256<uint>.Count;
        for (int x = 0; x < pixels.Length; x += turnPixels)
        {
            // Screens are made of runs: eight pixels in one step where they all have the last colour.
            ReadOnlySpan<uint> turn = pixels[x..Math.Min(x + turnPixels, pixels.Length)];
            if (index >= 0 && turn.Length == turnPixels && Vector256.Create(turn) == Vector256.Create(colour))
            {
                indices.Slice(x, turnPixels).Fill((byte)index);
                continue;
            }

            for (int i = 0; i < turn.Length; i++)
            {
                if (turn[i] != colour || index < 0)
                {
                    colour = turn[i];
                    index = IndexOf(colour);
                    if (index < 0) return false;
                }
                indices[x + i] = (byte)index;
            }
        }
        return true;
    }

    // Adds the colour when it is new; -1 when there is no room for it.
    private int IndexOf(uint colour)
    {
        uint slot = (colour * 0x9E3779B1u) >> (32 - SlotBits); // Fibonacci hashing: 2^32 / golden ratio.
        while (_slots[slot] != 0)
        {
            int index = _slots[slot] - 1;
            if (_colours[index] == colour) return index;
            slot = (slot + 1) % SlotCount;
        }
        if (_count == ColoursMax) return -1;

        Debug.Assert(_count < ColoursMax);
        _colours[_count] = colour;
        _slots[slot] = (ushort)(_count + 1);
        return _count++;
    }
}
