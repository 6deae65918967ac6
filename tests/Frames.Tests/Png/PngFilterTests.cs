using ScreenShare.Frames.Png;

namespace ScreenShare.Frames.Tests.Png;

public sealed class PngFilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_filter_is_undone_as_the_standard_says(int pixelBytes)
    {
        var random = new Random(13);
        for (int round = 0; round < 200; round++)
        {
            int rowBytes = 1 + pixelBytes * random.Next(1, 70);
            var rows = new byte[rowBytes * 10];
            random.NextBytes(rows);
            for (int start = 0; start < rows.Length; start += rowBytes) rows[start] %= 5;
            byte[] expected = Undo(rows, rowBytes, pixelBytes);

            Assert.True(PngUnfilter.TryUndo(rows, rowBytes, pixelBytes));

            Assert.Equal(expected, rows);
        }
    }

    [Fact]
    public void The_filter_with_the_smallest_differences_wins()
    {
        // Rows like the one above, one colour below noise, a dot on black, a row half like its left and half like its above.
        Assert.Equal(PngFilter.Up, Chosen((x, y) => (uint)(x * x * 77 % 251)));
        Assert.Equal(PngFilter.Sub, Chosen((x, y) => y == 5 ? 100 : (uint)(x * x * 77 % 251)));
        Assert.Equal(PngFilter.None, Chosen((x, y) => x % 9 == 8 && y == 5 ? 255u : 0));
        Assert.Equal(PngFilter.Paeth, Chosen((x, y) => x < 20 ? (uint)(y * y * 77 % 251) : (uint)(x * 5)));
    }

    // What the sixth row of 64 grey pixels gets.
    private static PngFilter Chosen(Func<int, int, uint> grey)
    {
        var picture = new Picture(new PictureSize(64, 6));
        for (int i = 0; i < 64 * 6; i++) Pictures.PixelsOf(picture)[i] = 0xFF000000 | 0x010101 * grey(i % 64, i / 64);
        var rows = new TrueColourRows(64);
        var row = new byte[TrueColourRows.RowBytes(64)];

        rows.Restart();
        for (int y = 0; y < 6; y++) rows.Next(picture.Row(y), row);

        return (PngFilter)row[0];
    }

    // Byte by byte, in the words of clause 9.2.
    private static byte[] Undo(byte[] filtered, int rowBytes, int pixelBytes)
    {
        byte[] rows = [.. filtered];
        for (int i = 0; i < rows.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, rowBytes);
            if (x == 0) continue;
            int a = x > pixelBytes ? rows[i - pixelBytes] : 0;
            int b = y > 0 ? rows[i - rowBytes] : 0;
            int c = x > pixelBytes && y > 0 ? rows[i - rowBytes - pixelBytes] : 0;
            int p = a + b - c;
            int nearest = new[] { a, b, c }.MinBy(value => Math.Abs(p - value)); // The first of equals, as the standard wants.
            rows[i] += (byte)(rows[y * rowBytes] switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => nearest });
        }
        return rows;
    }
}
