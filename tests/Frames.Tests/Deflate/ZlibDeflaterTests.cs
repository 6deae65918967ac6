using System.IO.Compression;
using ScreenShare.Frames.Deflate;

namespace ScreenShare.Frames.Tests.Deflate;

public sealed class ZlibDeflaterTests
{
    private const int DataBytesMax = 128 * 385;

    private readonly ZlibDeflater _deflater = new(DataBytesMax);
    private readonly byte[] _zlib = new byte[DataBytesMax + 100];

    [Fact]
    public void Data_of_every_kind_and_length_come_back_by_the_runtimes_inflater()
    {
        var random = new Random(21);
        for (int round = 0; round < 3_000; round++)
        {
            byte[] data = Data(random, round < 300 ? round + 1 : random.Next(1, round % 100 == 0 ? DataBytesMax + 1 : 3000));
            int pixelBytes = random.Next(2) == 0 ? 1 : 3;
            int rowBytes = 1 + pixelBytes * random.Next(1, 129);

            int length = _deflater.Deflate(data, pixelBytes, rowBytes, anywhere: random.Next(2) == 0, _zlib);

            if (length > 0) Assert.Equal(data, Inflate(_zlib.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Repetitions_over_the_whole_window_come_back()
    {
        // The second half repeats the first from 24,640 back, the last row from 49,000: past the window of 32,768.
        var data = new byte[DataBytesMax];
        new Random(22).NextBytes(data.AsSpan(0, DataBytesMax / 2));
        data.AsSpan(0, DataBytesMax / 2).CopyTo(data.AsSpan(DataBytesMax / 2));
        data.AsSpan(0, 280).CopyTo(data.AsSpan(DataBytesMax - 280));

        int length = _deflater.Deflate(data, pixelBytes: 1, rowBytes: 129, anywhere: true, _zlib);

        Assert.InRange(length, 1, 32_000); // Not half: of random data only every sixth place is remembered.
        Assert.Equal(data, Inflate(_zlib.AsSpan(0, length)));
    }

    [Fact]
    public void A_histogram_that_asks_for_codes_longer_than_fifteen_bits_comes_back()
    {
        // Fibonacci counts give the deepest tree: 22 symbols would want 21 bits.
        var data = new List<byte>();
        for ((byte symbol, int count, int next) = (0, 1, 1); symbol < 22; (symbol, count, next) = ((byte)(symbol + 1), next, count + next))
            data.AddRange(Enumerable.Repeat(symbol, count));
        byte[] shuffled = [.. data];
        new Random(23).Shuffle(shuffled);

        int length = _deflater.Deflate(shuffled, pixelBytes: 3, rowBytes: 385, anywhere: false, _zlib);

        Assert.InRange(length, 1, shuffled.Length);
        Assert.Equal(shuffled, Inflate(_zlib.AsSpan(0, length)));
    }

    [Fact]
    public void A_stream_that_does_not_fit_is_not_written()
    {
        byte[] data = Data(new Random(24), 2000);
        int length = _deflater.Deflate(data, 1, 65, anywhere: true, _zlib);

        Assert.Equal(length, _deflater.Deflate(data, 1, 65, anywhere: true, _zlib.AsSpan(0, length)));
        Assert.Equal(0, _deflater.Deflate(data, 1, 65, anywhere: true, _zlib.AsSpan(0, length - 1)));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        byte[] data = Data(new Random(25), 5000);
        _deflater.Deflate(data, 1, 65, anywhere: true, _zlib);

        long before = GC.GetAllocatedBytesForCurrentThread();
        _deflater.Deflate(data, 1, 65, anywhere: true, _zlib);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Few or many values, in runs and repetitions or not.
    private static byte[] Data(Random random, int length)
    {
        var data = new byte[length];
        int values = 1 << random.Next(9);
        int run = random.Next(1, 30);
        for (int i = 0; i < length;)
        {
            int taken = Math.Min(random.Next(1, run + 1), length - i);
            int from = random.Next(i + 1);
            if (random.Next(3) == 0 && from + taken <= i) data.AsSpan(from, taken).CopyTo(data.AsSpan(i));
            else data.AsSpan(i, taken).Fill((byte)random.Next(values));
            i += taken;
        }
        return data;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> zlib)
    {
        using var inflate = new ZLibStream(new MemoryStream(zlib.ToArray()), CompressionMode.Decompress);
        using var data = new MemoryStream();
        inflate.CopyTo(data);
        return data.ToArray();
    }
}
