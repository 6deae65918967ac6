namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>Puts a line of ASCII together; what does not fit is left out.</summary>
internal sealed class LineWriter(int lineBytesMax)
{
    private readonly byte[] _line = new byte[lineBytesMax];
    private int _length;

    /// <summary>Borrowed until the next <see cref="Start"/>.</summary>
    public ReadOnlySpan<byte> Line => _line.AsSpan(0, _length);

    public LineWriter Start()
    {
        _length = 0;
        return this;
    }

    public LineWriter Add(ReadOnlySpan<byte> ascii)
    {
        ReadOnlySpan<byte> fits = ascii[..Math.Min(ascii.Length, _line.Length - _length)];
        fits.CopyTo(_line.AsSpan(_length));
        _length += fits.Length;
        return this;
    }

    /// <summary>A number that is not negative, with zeros in front up to <paramref name="digits"/>.</summary>
    public LineWriter Add(long number, int digits = 1)
    {
        Span<byte> text = stackalloc byte[20];
        int start = text.Length;
        do
        {
            text[--start] = (byte)('0' + (number % 10));
            number /= 10;
        }
        while (number > 0 || text.Length - start < digits);

        return Add(text[start..]);
    }
}
