using System.Diagnostics;

namespace ScreenShare.Frames.Tiles;

/// <summary>Indices of 1, 2, 4 or 8 bits packed into bytes, the leftmost pixel in the highest bits (PNG, clause 7.2).</summary>
internal static class IndexPacking
{
    /// <summary>The fewest bits that can name so many colours.</summary>
    public static int DepthFor(int colours) => colours switch
    {
        <= 2 => 1,
        <= 4 => 2,
        <= 16 => 4,
        _ => 8,
    };

    /// <summary>Bytes of a row of so many pixels.</summary>
    public static int RowBytes(int width, int depth) => (width * depth + 7) / 8;

    /// <summary>One index a byte in, packed bytes out; unused bits of the last byte are 0.</summary>
    public static void Pack(ReadOnlySpan<byte> indices, int depth, Span<byte> packed)
    {
        Debug.Assert(packed.Length == RowBytes(indices.Length, depth));
        if (depth == 8)
        {
            indices.CopyTo(packed);
            return;
        }

        int perByte = 8 / depth;
        int at = 0;
        for (int x = 0; x < indices.Length; x += perByte)
        {
            int pixels = Math.Min(perByte, indices.Length - x);
            int value = 0;
            for (int i = 0; i < pixels; i++) value = value << depth | indices[x + i];
            packed[at++] = (byte)(value << (perByte - pixels) * depth);
        }
    }

    /// <summary>The reverse: one index a byte out.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int depth, Span<byte> indices)
    {
        Debug.Assert(packed.Length == RowBytes(indices.Length, depth));
        if (depth == 8)
        {
            packed.CopyTo(indices);
            return;
        }

        int mask = (1 << depth) - 1;
        int x = 0;
        foreach (byte value in packed)
        {
            for (int shift = 8 - depth; shift >= 0 && x < indices.Length; shift -= depth) indices[x++] = (byte)(value >> shift & mask);
        }
    }
}
