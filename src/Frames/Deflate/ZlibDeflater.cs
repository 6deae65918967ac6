using System.Buffers.Binary;

namespace ScreenShare.Frames.Deflate;

/// <summary>
/// Deflates the rows of one tile into a zlib stream (RFC 1950) of one block (RFC 1951) with codes of its own. Ours, since
/// the runtime's deflater must be made anew for each stream, and its quickest setting has no codes of its own: measured on
/// tiles, this one is as small as its level 4 in less time than its level 2, and allocates nothing. Scratch of one encoder.
/// </summary>
internal sealed class ZlibDeflater
{
    private const int HeaderBytes = 2;
    private const int BlockHeadBits = 3;

    // Kind of block, end of block, and the last byte begun.
    private const int BlockHeadBytesMax = 3;

    private const int ChecksumBytes = 4;
    private const uint FixedBlock = 1;
    private const uint DynamicBlock = 2;

    private static readonly HuffmanCode FixedLiterals = MakeFixedLiterals();
    private static readonly HuffmanCode FixedDistances = MakeFixedDistances();

    private readonly DeflateMatches _matches;
    private readonly DeflateCodeLengths _codeLengths = new();
    private readonly byte[] _block;

    public ZlibDeflater(int dataBytesMax)
    {
        _matches = new DeflateMatches(dataBytesMax);

        // With the fixed codes a literal takes nine bits at most, and a repetition less than its literals.
        _block = new byte[dataBytesMax + dataBytesMax / 8 + BlockHeadBytesMax + BitWriter.SlackBytes];
    }

    /// <summary>Bytes written, or 0 when the stream does not fit.</summary>
    /// <remarks>The other parameters are those of <see cref="DeflateMatches.Find"/>.</remarks>
    public int Deflate(ReadOnlySpan<byte> data, int pixelBytes, int rowBytes, bool anywhere, Span<byte> zlib)
    {
        _matches.Find(data, pixelBytes, rowBytes, anywhere);
        _matches.Literals.Build();
        _matches.Distances.Build();

        int headBits = _codeLengths.Build(_matches.Literals, _matches.Distances);
        int dynamicBits = headBits + _matches.Literals.CostBits(_matches.Literals) + _matches.Distances.CostBits(_matches.Distances);
        int fixedBits = _matches.Literals.CostBits(FixedLiterals) + _matches.Distances.CostBits(FixedDistances);
        int blockBytes = (BlockHeadBits + Math.Min(dynamicBits, fixedBits) + _matches.ExtraBits + 7) / 8;
        int length = HeaderBytes + blockBytes + ChecksumBytes;
        if (length > zlib.Length) return 0;

        BinaryPrimitives.WriteUInt16BigEndian(zlib, 0x7801); // Deflate, 32 KiB window, quickest; a multiple of 31.
        WriteBlock(dynamicBits < fixedBits).CopyTo(zlib[HeaderBytes..]);
        BinaryPrimitives.WriteUInt32BigEndian(zlib[(HeaderBytes + blockBytes)..], Adler32.Of(data));
        return length;
    }

    private ReadOnlySpan<byte> WriteBlock(bool ownCodes)
    {
        var writer = new BitWriter(_block);
        writer.Write(1, 1); // The last block.
        writer.Write(ownCodes ? DynamicBlock : FixedBlock, 2);
        if (ownCodes) _codeLengths.Write(ref writer);
        WriteTokens(ref writer, ownCodes ? _matches.Literals : FixedLiterals, ownCodes ? _matches.Distances : FixedDistances);
        return _block.AsSpan(0, writer.Length);
    }

    private void WriteTokens(ref BitWriter destination, HuffmanCode literals, HuffmanCode distances)
    {
        BitWriter writer = destination; // A copy stays in registers.
        ReadOnlySpan<HuffmanSymbol> ofLiterals = literals.Symbols;
        ReadOnlySpan<HuffmanSymbol> ofDistances = distances.Symbols;
        foreach (uint token in _matches.Tokens)
        {
            int length = DeflateMatches.LengthOf(token);
            if (length == 0)
            {
                HuffmanSymbol literal = ofLiterals[(int)token];
                writer.Write(literal.Code, literal.Length);
                continue;
            }

            int symbol = DeflateSymbols.OfLength(length);
            int extraBits = DeflateSymbols.LengthExtraBits(symbol);
            HuffmanSymbol code = ofLiterals[symbol];
            writer.Write(code.Code | DeflateSymbols.LengthExtra(length, extraBits) << code.Length, code.Length + extraBits);

            int distance = DeflateMatches.DistanceOf(token);
            symbol = DeflateSymbols.OfDistance(distance);
            extraBits = DeflateSymbols.DistanceExtraBits(symbol);
            code = ofDistances[symbol];
            writer.Write(code.Code | DeflateSymbols.DistanceExtra(distance, extraBits) << code.Length, code.Length + extraBits);
        }
        writer.Write(ofLiterals[DeflateSymbols.EndOfBlock].Code, ofLiterals[DeflateSymbols.EndOfBlock].Length);
        destination = writer;
    }

    // RFC 1951, clause 3.2.6.
    private static HuffmanCode MakeFixedLiterals()
    {
        Span<byte> lengths = stackalloc byte[DeflateSymbols.FixedLiteralCount];
        lengths.Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        var code = new HuffmanCode(lengths.Length, lengthLimit: 9);
        code.Build(lengths);
        return code;
    }

    private static HuffmanCode MakeFixedDistances()
    {
        Span<byte> lengths = stackalloc byte[DeflateSymbols.DistanceCount];
        lengths.Fill(5);
        var code = new HuffmanCode(lengths.Length, lengthLimit: 5);
        code.Build(lengths);
        return code;
    }
}
