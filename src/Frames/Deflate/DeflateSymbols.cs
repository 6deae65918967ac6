using System.Numerics;

namespace ScreenShare.Frames.Deflate;

/// <summary>How deflate names lengths and distances: a symbol and a few extra bits (RFC 1951, clause 3.2.5).</summary>
internal static class DeflateSymbols
{
    public const int LiteralCount = 286;
    /// <summary>The fixed code has two symbols that never occur.</summary>
    public const int FixedLiteralCount = 288;

    public const int DistanceCount = 30;
    public const int EndOfBlock = 256;
    public const int LengthMin = 3;
    public const int LengthMax = 258;
    public const int DistanceMax = 32768;

    private const int FirstLength = 257;

    private static readonly byte[] LengthToSymbol = MakeLengths();

    /// <summary>The literal/length symbol of a match of 3 to 258 bytes.</summary>
    public static int OfLength(int length) => FirstLength + LengthToSymbol[length - LengthMin];

    public static int LengthExtraBits(int symbol)
    {
        int i = symbol - FirstLength;
        return i < 8 || i == 28 ? 0 : i / 4 - 1; // 258 has a symbol of its own.
    }

    /// <summary>The distance symbol of 1 to 32,768 bytes: twice the highest bit's place, plus the bit below it.</summary>
    public static int OfDistance(int distance)
    {
        int offset = distance - 1;
        if (offset < 2) return offset;
        int top = BitOperations.Log2((uint)offset);
        return top * 2 + (offset >> (top - 1) & 1);
    }

    public static int DistanceExtraBits(int symbol) => symbol < 2 ? 0 : symbol / 2 - 1;

    /// <summary>What goes into the extra bits: all below those that the symbol tells.</summary>
    public static uint DistanceExtra(int distance, int extraBits) => (uint)(distance - 1) & ((1u << extraBits) - 1);

    public static uint LengthExtra(int length, int extraBits) => (uint)(length - LengthMin) & ((1u << extraBits) - 1);

    private static byte[] MakeLengths()
    {
        var symbols = new byte[LengthMax - LengthMin + 1];
        for (int offset = 0; offset < symbols.Length; offset++)
        {
            // Eight lengths have a symbol each; from there on every power of two has four.
            int top = BitOperations.Log2((uint)offset | 1);
            symbols[offset] = (byte)(offset < 8 ? offset : top * 4 - 4 + (offset >> (top - 2) & 3));
        }
        symbols[^1] = 28;
        return symbols;
    }
}
