using ScreenShare.Frames.Deflate;

namespace ScreenShare.Frames.Tests.Deflate;

public sealed class HuffmanCodeTests
{
    [Fact]
    public void A_code_without_a_tight_limit_is_as_short_as_any_can_be()
    {
        var random = new Random(31);
        var code = new HuffmanCode(286, lengthLimit: 15);
        for (int round = 0; round < 500; round++)
        {
            Count(code, random, symbols: random.Next(2, 287), countMax: 200);

            code.Build();

            Assert.Equal(LeastBits(code.Counts), code.CostBits(code));
            AssertComplete(code, 15);
        }
    }

    [Fact]
    public void A_limit_holds_and_leaves_no_code_unused()
    {
        var random = new Random(32);
        var code = new HuffmanCode(19, lengthLimit: 7);
        for (int round = 0; round < 2_000; round++)
        {
            Count(code, random, symbols: random.Next(2, 20), countMax: 1 << random.Next(1, 20));

            code.Build();

            AssertComplete(code, 7);
        }
    }

    [Fact]
    public void One_symbol_gets_one_bit_and_none_get_nothing()
    {
        var code = new HuffmanCode(30, lengthLimit: 15);
        code.Counts[7] = 5;
        code.Build();
        Assert.Equal(1, code.Lengths[7]);
        Assert.Equal(5, code.CostBits(code));

        code.Counts.Clear();
        code.Build();
        Assert.True(code.Lengths.IndexOfAnyExcept((byte)0) < 0);
    }

    [Theory]
    [InlineData(3, 257, 0)]
    [InlineData(10, 264, 0)]
    [InlineData(11, 265, 1)]
    [InlineData(18, 268, 1)]
    [InlineData(19, 269, 2)]
    [InlineData(114, 279, 4)]
    [InlineData(115, 280, 4)]
    [InlineData(257, 284, 5)]
    [InlineData(258, 285, 0)]
    public void Lengths_have_the_symbols_of_the_standard(int length, int symbol, int extraBits)
    {
        Assert.Equal(symbol, DeflateSymbols.OfLength(length));
        Assert.Equal(extraBits, DeflateSymbols.LengthExtraBits(symbol));
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(4, 3, 0)]
    [InlineData(5, 4, 1)]
    [InlineData(192, 14, 6)]
    [InlineData(193, 15, 6)]
    [InlineData(24577, 29, 13)]
    [InlineData(32768, 29, 13)]
    public void Distances_have_the_symbols_of_the_standard(int distance, int symbol, int extraBits)
    {
        Assert.Equal(symbol, DeflateSymbols.OfDistance(distance));
        Assert.Equal(extraBits, DeflateSymbols.DistanceExtraBits(symbol));
    }

    private static void Count(HuffmanCode code, Random random, int symbols, int countMax)
    {
        code.Counts.Clear();
        for (int symbol = 0; symbol < symbols; symbol++) code.Counts[symbol] = random.Next(1, countMax + 1);
        random.Shuffle(code.Counts);
    }

    // Shorter codes for what is more frequent, and the code space filled exactly.
    private static void AssertComplete(HuffmanCode code, int limit)
    {
        int filled = 0;
        for (int a = 0; a < code.Counts.Length; a++)
        {
            Assert.Equal(code.Counts[a] > 0, code.Lengths[a] > 0);
            Assert.InRange(code.Lengths[a], 0, limit);
            if (code.Lengths[a] > 0) filled += 1 << (limit - code.Lengths[a]);
            int b = (a + 7) % code.Counts.Length;
            if (code.Counts[a] > code.Counts[b] && code.Counts[b] > 0) Assert.True(code.Lengths[a] <= code.Lengths[b]);
        }
        Assert.Equal(1 << limit, filled);
    }

    // Huffman's own way: merge the two lightest; the cost is the sum of all merged weights.
    private static int LeastBits(ReadOnlySpan<int> counts)
    {
        var queue = new PriorityQueue<int, int>();
        foreach (int count in counts)
        {
            if (count > 0) queue.Enqueue(count, count);
        }
        int bits = 0;
        while (queue.Count > 1)
        {
            int merged = queue.Dequeue() + queue.Dequeue();
            bits += merged;
            queue.Enqueue(merged, merged);
        }
        return bits;
    }
}
