using System.Diagnostics;

namespace ScreenShare.Frames.Deflate;

/// <summary>
/// The head of a dynamic block: the lengths of both codes, themselves coded (RFC 1951, clause 3.2.7). Scratch of one encoder.
/// </summary>
internal sealed class DeflateCodeLengths
{
    private const int SymbolCount = 19;
    private const int RepeatPrevious = 16; // 3 to 6 times, 2 bits.
    private const int RepeatZero = 17; // 3 to 10 times, 3 bits.
    private const int RepeatZeroLong = 18; // 11 to 138 times, 7 bits.
    private const int CountFieldsBits = 5 + 5 + 4;
    private const int LengthBits = 3;
    private const int LengthsMin = 4;

    private readonly HuffmanCode _code = new(SymbolCount, lengthLimit: 7);
    private readonly byte[] _lengths = new byte[DeflateSymbols.LiteralCount + DeflateSymbols.DistanceCount];

    // Symbol and, above it, its extra bits.
    private readonly ushort[] _tokens = new ushort[DeflateSymbols.LiteralCount + DeflateSymbols.DistanceCount];
    private int _tokenCount;
    private int _literals;
    private int _distances;
    private int _lengthsSent;

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Prepares the head; its length in bits.</summary>
    public int Build(HuffmanCode literals, HuffmanCode distances)
    {
        // Up to the last symbol in use; end of block is always in use, and there is always one distance, if of no bits.
        _literals = literals.Lengths.LastIndexOfAnyExcept((byte)0) + 1;
        _distances = Math.Max(1, distances.Lengths.LastIndexOfAnyExcept((byte)0) + 1);
        literals.Lengths[.._literals].CopyTo(_lengths);
        distances.Lengths[.._distances].CopyTo(_lengths.AsSpan(_literals));

        _code.Counts.Clear();
        _tokenCount = 0;
        AddRuns(_lengths.AsSpan(0, _literals + _distances));
        // zlib refuses a code for lengths that is not complete: it needs two symbols.
        if (_code.Counts.Count(0) == SymbolCount - 1) _code.Counts[_code.Counts[0] == 0 ? 0 : 1] = 1;
        _code.Build();

        _lengthsSent = SymbolCount;
        while (_lengthsSent > LengthsMin && _code.Lengths[Order[_lengthsSent - 1]] == 0) _lengthsSent--;

        int bits = CountFieldsBits + LengthBits * _lengthsSent;
        foreach (ushort token in Tokens) bits += _code.Lengths[token & 31] + ExtraBits(token & 31);
        return bits;
    }

    public void Write(ref BitWriter writer)
    {
        writer.Write((uint)(_literals - 257), 5);
        writer.Write((uint)(_distances - 1), 5);
        writer.Write((uint)(_lengthsSent - LengthsMin), 4);
        for (int i = 0; i < _lengthsSent; i++) writer.Write(_code.Lengths[Order[i]], LengthBits);
        foreach (ushort token in Tokens)
        {
            int symbol = token & 31;
            writer.Write(_code.Symbols[symbol].Code, _code.Symbols[symbol].Length);
            writer.Write((uint)(token >> 5), ExtraBits(symbol));
        }
    }

    private ReadOnlySpan<ushort> Tokens => _tokens.AsSpan(0, _tokenCount);

    private void AddRuns(ReadOnlySpan<byte> lengths)
    {
        while (!lengths.IsEmpty)
        {
            byte length = lengths[0];
            int run = lengths.IndexOfAnyExcept(length);
            if (run < 0) run = lengths.Length;
            lengths = lengths[run..];

            if (length != 0)
            {
                Add(length, 0);
                run--;
            }
            while (run > 0)
            {
                int taken = length == 0 ? AddZeros(run) : AddPrevious(length, run);
                run -= taken;
            }
        }
    }

    private int AddZeros(int run)
    {
        if (run < 3) return Add(0, 0);

        int taken = Math.Min(run, 138);
        if (taken < 11) Add(RepeatZero, taken - 3);
        else Add(RepeatZeroLong, taken - 11);
        return taken;
    }

    private int AddPrevious(byte length, int run)
    {
        if (run < 3) return Add(length, 0);

        int taken = Math.Min(run, 6);
        Add(RepeatPrevious, taken - 3);
        return taken;
    }

    // Always one length further; repetitions say themselves how many.
    private int Add(int symbol, int extra)
    {
        Debug.Assert(symbol < SymbolCount);
        _tokens[_tokenCount++] = (ushort)(extra << 5 | symbol);
        _code.Counts[symbol]++;
        return 1;
    }

    private static int ExtraBits(int symbol) => symbol switch
    {
        RepeatPrevious => 2,
        RepeatZero => 3,
        RepeatZeroLong => 7,
        _ => 0,
    };
}
