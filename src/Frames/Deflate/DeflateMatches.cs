using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScreenShare.Frames.Deflate;

/// <summary>
/// Splits data into literals and repetitions of earlier data, greedily, and counts the symbols they take. Made for rows
/// of tiles: looks for a run, for the row above, and for the last place where the same four bytes began.
/// Scratch of one encoder; never allocates after construction.
/// </summary>
internal sealed class DeflateMatches
{
    // Shorter repetitions take about as many bits as their literals.
    private const int LengthWorthwhile = 4;

    private const int HashBits = 12;

    // Of a repetition, so many places from its start are remembered: later ones are mostly inside the next repetition.
    private const int RememberedMax = 8;

    // Tokens: a literal is its value, a repetition its length and its distance - 1, which has 15 bits.
    private const int LengthShift = 16;

    private readonly uint[] _tokens;

    // Where the four bytes with this hash began last, plus one. Data are shorter than 65,535 bytes.
    private readonly ushort[] _last = new ushort[1 << HashBits];

    private int _count;

    public DeflateMatches(int dataBytesMax)
    {
        Debug.Assert(dataBytesMax < ushort.MaxValue);
        _tokens = new uint[dataBytesMax];
    }

    public HuffmanCode Literals { get; } = new(DeflateSymbols.LiteralCount, lengthLimit: 15);

    public HuffmanCode Distances { get; } = new(DeflateSymbols.DistanceCount, lengthLimit: 15);

    public ReadOnlySpan<uint> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>Bits of all lengths and distances beside their symbols.</summary>
    public int ExtraBits { get; private set; }

    public static int LengthOf(uint token) => (int)(token >> LengthShift);

    public static int DistanceOf(uint token) => (int)(token & 0x7FFF) + 1;

    /// <param name="data">At most the bytes that this was made for.</param>
    /// <param name="pixelBytes">Distance of a run.</param>
    /// <param name="rowBytes">Distance of the row above; not above 32,768.</param>
    /// <param name="anywhere">False to look for runs and the row above only.</param>
    public void Find(ReadOnlySpan<byte> data, int pixelBytes, int rowBytes, bool anywhere)
    {
        Debug.Assert(data.Length <= _tokens.Length && rowBytes <= DeflateSymbols.DistanceMax);
        _last.AsSpan().Clear();
        Literals.Counts.Clear();
        Distances.Counts.Clear();
        _count = 0;
        ExtraBits = 0;

        int at = 0;
        while (at + LengthWorthwhile <= data.Length)
        {
            uint word = Word(data, at);
            int length = 0;
            int distance = 0;
            if (at >= pixelBytes && Word(data, at - pixelBytes) == word) Prefer(data, at, pixelBytes, ref length, ref distance);
            if (at >= rowBytes && Word(data, at - rowBytes) == word) Prefer(data, at, rowBytes, ref length, ref distance);
            if (anywhere)
            {
                int back = at + 1 - Remember(word, at);
                if (back <= Math.Min(at, DeflateSymbols.DistanceMax) && Word(data, at - back) == word)
                    Prefer(data, at, back, ref length, ref distance);
            }

            if (length == 0)
            {
                AddLiteral(data[at++]);
                continue;
            }
            AddRepetition(length, distance);
            if (anywhere) RememberInside(data, at, length);
            at += length;
        }
        while (at < data.Length) AddLiteral(data[at++]);
        Literals.Counts[DeflateSymbols.EndOfBlock] = 1;
    }

    // The first four bytes are known to be the same.
    private static void Prefer(ReadOnlySpan<byte> data, int at, int distance, ref int length, ref int bestDistance)
    {
        int limit = Math.Min(DeflateSymbols.LengthMax, data.Length - at);
        int found = data.Slice(at, limit).CommonPrefixLength(data.Slice(at - distance, limit));
        if (found <= length) return;
        length = found;
        bestDistance = distance;
    }

    private void RememberInside(ReadOnlySpan<byte> data, int at, int length)
    {
        int end = Math.Min(at + Math.Min(length, RememberedMax), data.Length - LengthWorthwhile + 1);
        for (int i = at + 1; i < end; i++) Remember(Word(data, i), i);
    }

    // The place, plus one, where these four bytes may have begun last; 0 for none.
    private int Remember(uint word, int at)
    {
        uint hash = (word * 0x9E3779B1u) >> (32 - HashBits);
        int earlier = _last[hash];
        _last[hash] = (ushort)(at + 1);
        return earlier;
    }

    private static uint Word(ReadOnlySpan<byte> data, int at)
    {
        Debug.Assert(at >= 0 && at + sizeof(uint) <= data.Length);
        return Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at));
    }

    private void AddLiteral(byte value)
    {
        _tokens[_count++] = value;
        Literals.Counts[value]++;
    }

    private void AddRepetition(int length, int distance)
    {
        _tokens[_count++] = (uint)length << LengthShift | (uint)(distance - 1);
        int lengthSymbol = DeflateSymbols.OfLength(length);
        int distanceSymbol = DeflateSymbols.OfDistance(distance);
        Literals.Counts[lengthSymbol]++;
        Distances.Counts[distanceSymbol]++;
        ExtraBits += DeflateSymbols.LengthExtraBits(lengthSymbol) + DeflateSymbols.DistanceExtraBits(distanceSymbol);
    }
}
