using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScreenShare.Frames.Png;

/// <summary>
/// Turns rows of pixels, top to bottom, into PNG's true-colour rows, each with the filter whose differences are the
/// smallest in sum (PNG, clause 12.7). Average is not tried: on screens it hardly ever wins.
/// Scratch of one encoder; never allocates after construction.
/// </summary>
internal sealed class TrueColourRows
{
    // Every row of ours begins with one black pixel, the left neighbour of the first.
    private const int LeadBytes = PixelOrder.RgbBytes;

    private readonly int _roomBytes;
    private byte[] _above;
    private byte[] _current;
    private byte[] _best;
    private byte[] _trial;
    private uint _bestSum;
    private PngFilter _bestFilter;

    public TrueColourRows(int widthMax)
    {
        // Whole vectors, and one to spare for the stores of PixelOrder that run over the row's end.
        int vector = Vector256<byte>.Count;
        _roomBytes = (widthMax * PixelOrder.RgbBytes + vector - 1) / vector * vector;
        _above = new byte[LeadBytes + _roomBytes + vector];
        _current = new byte[LeadBytes + _roomBytes + vector];
        _best = new byte[_roomBytes];
        _trial = new byte[_roomBytes];
    }

    /// <summary>Bytes of a row of so many pixels, filter byte included.</summary>
    public static int RowBytes(int width) => 1 + width * PixelOrder.RgbBytes;

    /// <summary>The next row is the first: what is above it is black.</summary>
    public void Restart()
    {
        _above.AsSpan().Clear();
        _current.AsSpan().Clear();
    }

    /// <summary>Writes the filter byte and the row. All rows since the restart have the same width.</summary>
    public void Next(ReadOnlySpan<byte> bgra, Span<byte> row)
    {
        int length = bgra.Length / Picture.PixelBytes * PixelOrder.RgbBytes;
        Debug.Assert(length <= _roomBytes && row.Length == 1 + length);
        PixelOrder.BgraToRgb(bgra, _current.AsSpan(LeadBytes));
        _current.AsSpan(LeadBytes + length).Clear();

        _bestSum = uint.MaxValue;
        Try<NonePredictor>(length);
        Try<SubPredictor>(length);
        Try<UpPredictor>(length);
        Try<PaethPredictor>(length);

        row[0] = (byte)_bestFilter;
        _best.AsSpan(0, length).CopyTo(row[1..]);
        (_above, _current) = (_current, _above);
    }

    // Whole vectors: the few bytes past the row's end weigh the same few differences for all filters.
    private void Try<TPredictor>(int length) where TPredictor : struct, IPngPredictor
    {
        Debug.Assert(length <= _trial.Length && _current.Length >= LeadBytes + _trial.Length);
        ref byte current = ref MemoryMarshal.GetArrayDataReference(_current);
        ref byte above = ref MemoryMarshal.GetArrayDataReference(_above);
        ref byte trial = ref MemoryMarshal.GetArrayDataReference(_trial);

        Vector256<uint> sums = default;
        for (nuint at = 0; at < (nuint)length; at += (nuint)Vector256<byte>.Count)
        {
            Vector256<byte> predicted = TPredictor.Predict(
                Vector256.LoadUnsafe(ref current, at),
                Vector256.LoadUnsafe(ref above, at + LeadBytes),
                Vector256.LoadUnsafe(ref above, at));
            Vector256<byte> difference = Vector256.LoadUnsafe(ref current, at + LeadBytes) - predicted;
            difference.StoreUnsafe(ref trial, at);

            Vector256<byte> size = Vector256.Min(difference, -difference);
            Vector256<ushort> pairs = Vector256.WidenLower(size) + Vector256.WidenUpper(size);
            sums += Vector256.WidenLower(pairs) + Vector256.WidenUpper(pairs);
        }

        uint sum = Vector256.Sum(sums);
        if (sum >= _bestSum) return;
        _bestSum = sum;
        _bestFilter = TPredictor.Filter;
        (_best, _trial) = (_trial, _best);
    }
}
