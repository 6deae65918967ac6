using System.Diagnostics;

namespace ScreenShare.Frames.Deflate;

/// <summary>
/// A prefix code for symbols that occur so and so often, in the canonical form of deflate (RFC 1951, clause 3.2.2),
/// no code longer than a limit. Scratch of one encoder: counted up, built, used, cleared.
/// </summary>
internal sealed class HuffmanCode
{
    private const int LengthLimitMax = 15;

    // A symbol below 512 fits beside its count in the key that is sorted.
    private const int SymbolBits = 9;

    private readonly int _lengthLimit;
    private readonly int[] _counts;
    private readonly byte[] _lengths;
    private readonly HuffmanSymbol[] _symbols;
    private readonly uint[] _keys;
    private readonly int[] _depths;

    public HuffmanCode(int symbols, int lengthLimit)
    {
        Debug.Assert(symbols < 1 << SymbolBits && lengthLimit <= LengthLimitMax);
        _lengthLimit = lengthLimit;
        _counts = new int[symbols];
        _lengths = new byte[symbols];
        _symbols = new HuffmanSymbol[symbols];
        _keys = new uint[symbols];
        _depths = new int[symbols];
    }

    /// <summary>How often each symbol occurs; callers count here before building. Below 2^23.</summary>
    public Span<int> Counts => _counts;

    /// <summary>Bits of each symbol's code; 0 for symbols that do not occur.</summary>
    public ReadOnlySpan<byte> Lengths => _lengths;

    /// <summary>The code of each symbol.</summary>
    public ReadOnlySpan<HuffmanSymbol> Symbols => _symbols;

    /// <summary>Bits that all symbols counted here take with that code.</summary>
    public int CostBits(HuffmanCode code)
    {
        int bits = 0;
        for (int i = 0; i < _counts.Length; i++) bits += _counts[i] * code._lengths[i];
        return bits;
    }

    public void Build()
    {
        _lengths.AsSpan().Clear();
        int used = 0;
        for (int symbol = 0; symbol < _counts.Length; symbol++)
        {
            if (_counts[symbol] > 0) _keys[used++] = (uint)_counts[symbol] << SymbolBits | (uint)symbol;
        }

        Span<uint> keys = _keys.AsSpan(0, used);
        keys.Sort();
        Span<int> depths = _depths.AsSpan(0, used);
        for (int i = 0; i < used; i++) depths[i] = (int)(keys[i] >> SymbolBits);
        CountsToDepths(depths);

        Span<int> ofLength = stackalloc int[LengthLimitMax + 1];
        ofLength.Clear();
        foreach (int depth in depths) ofLength[Math.Min(depth, _lengthLimit)]++;
        if (used > 1) Limit(ofLength);
        AssignLengths(keys, ofLength);
        AssignCodes(ofLength);
    }

    /// <summary>For codes that are given, such as deflate's fixed ones.</summary>
    public void Build(ReadOnlySpan<byte> lengths)
    {
        lengths.CopyTo(_lengths);
        Span<int> ofLength = stackalloc int[LengthLimitMax + 1];
        ofLength.Clear();
        foreach (byte length in lengths) ofLength[length]++;
        AssignCodes(ofLength);
    }

    // Moffat and Katajainen, "In-place calculation of minimum-redundancy codes" (1995): ascending counts become the
    // depths of their leaves, descending.
    private static void CountsToDepths(Span<int> a)
    {
        int n = a.Length;
        if (n < 2)
        {
            a.Fill(1); // One symbol needs a bit all the same.
            return;
        }

        // Merge the two lightest, n - 1 times; a merged node keeps its parent's place.
        a[0] += a[1];
        int root = 0;
        int leaf = 2;
        for (int next = 1; next < n - 1; next++)
        {
            a[next] = TakeLightest(a, next);
            a[next] += TakeLightest(a, next);
        }

        // From the root down: the depth of every inner node.
        a[n - 2] = 0;
        for (int next = n - 3; next >= 0; next--) a[next] = a[a[next]] + 1;

        // What room the inner nodes leave at each depth belongs to leaves.
        int inner = n - 2;
        int place = n - 1;
        for (int depth = 0, room = 1; room > 0; depth++)
        {
            int nodes = 0;
            while (inner >= 0 && a[inner] == depth)
            {
                nodes++;
                inner--;
            }
            for (; room > nodes; room--) a[place--] = depth;
            room = 2 * nodes;
        }

        int TakeLightest(Span<int> a, int next)
        {
            if (leaf < a.Length && (root >= next || a[leaf] <= a[root])) return a[leaf++];
            int weight = a[root];
            a[root++] = next;
            return weight;
        }
    }

    // Codes cut down to the limit fill more than the whole code space. Each turn takes a leaf from the limit, and makes
    // room for it beside the longest leaf above, until the space (2^limit) is filled exactly.
    private void Limit(Span<int> ofLength)
    {
        int filled = 0;
        for (int length = 1; length <= _lengthLimit; length++) filled += ofLength[length] << (_lengthLimit - length);
        for (; filled > 1 << _lengthLimit; filled--)
        {
            int above = _lengthLimit - 1;
            while (ofLength[above] == 0) above--;
            ofLength[_lengthLimit]--;
            ofLength[above]--;
            ofLength[above + 1] += 2;
        }
    }

    // The rarest symbols, first in the keys, get the longest codes.
    private void AssignLengths(ReadOnlySpan<uint> keys, ReadOnlySpan<int> ofLength)
    {
        int at = 0;
        for (int length = _lengthLimit; length > 0; length--)
        {
            for (int i = 0; i < ofLength[length]; i++) _lengths[keys[at++] & ((1 << SymbolBits) - 1)] = (byte)length;
        }
    }

    private void AssignCodes(ReadOnlySpan<int> ofLength)
    {
        Span<int> next = stackalloc int[LengthLimitMax + 2];
        next.Clear();
        for (int length = 1; length <= LengthLimitMax; length++) next[length + 1] = (next[length] + ofLength[length]) << 1;
        for (int symbol = 0; symbol < _lengths.Length; symbol++)
        {
            int length = _lengths[symbol];
            _symbols[symbol] = length > 0 ? new HuffmanSymbol(Reverse(next[length]++, length), (byte)length) : default;
        }
    }

    private static ushort Reverse(int code, int length)
    {
        int bits = (code & 0x5555) << 1 | code >> 1 & 0x5555;
        bits = (bits & 0x3333) << 2 | bits >> 2 & 0x3333;
        bits = (bits & 0x0F0F) << 4 | bits >> 4 & 0x0F0F;
        bits = (bits & 0x00FF) << 8 | bits >> 8 & 0x00FF;
        return (ushort)(bits >> (16 - length));
    }
}
