using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScreenShare.Frames;

/// <summary>
/// Makes pictures smaller. A pixel of the result is the mean of the area it covers, pixels that it covers in part
/// weighing that part; computed in whole numbers, exact, rounded to the nearest. Holds scratch: owned by one thread.
/// </summary>
/// <remarks>
/// Along an axis, n pixels become m ≤ n. Measured in units of 1/(n·m) of the edge, a pixel of the source is m long and
/// one of the result n, so that all weights are whole and add up to n.
/// </remarks>
public sealed class PictureScaler
{
    private readonly PictureSize _from;
    private readonly PictureSize _to;

    // One row of the result before it is made narrower: weighted sums of the source's bytes, at most 255 × 8192.
    private readonly uint[] _columns;

    /// <exception cref="ArgumentException">The result would be wider or higher than the source.</exception>
    public PictureScaler(PictureSize from, PictureSize to)
    {
        if (!to.IsValid || to.Width > from.Width || to.Height > from.Height)
            throw new ArgumentException($"A picture of {from} cannot be made smaller to {to}.");
        _from = from;
        _to = to;
        _columns = new uint[from.StrideBytes];
    }

    /// <exception cref="ArgumentException">A picture has another size than the scaler was made for.</exception>
    public void Scale(Picture source, Picture destination)
    {
        if (source.Size != _from || destination.Size != _to)
            throw new ArgumentException($"This scaler makes {_to} of {_from}, not {destination.Size} of {source.Size}.");

        for (int y = 0; y < _to.Height; y++)
        {
            AddRows(source, y);
            WriteRow(destination.Row(y));
        }
    }

    private void AddRows(Picture source, int y)
    {
        _columns.AsSpan().Clear();
        int start = y * _from.Height;
        int end = start + _from.Height;
        for (int row = start / _to.Height; row * _to.Height < end; row++)
        {
            int weight = Math.Min(end, (row + 1) * _to.Height) - Math.Max(start, row * _to.Height);
            AddRow(source.Row(row), (uint)weight);
        }
    }

    private void AddRow(ReadOnlySpan<byte> row, uint weight)
    {
        Debug.Assert(row.Length == _columns.Length);
        ref byte from = ref MemoryMarshal.GetReference(row);
        int i = 0;
        for (; i + Vector128<byte>.Count <= row.Length; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
            Add(Vector128.WidenLower(lower), i);
            Add(Vector128.WidenUpper(lower), i + 4);
            Add(Vector128.WidenLower(upper), i + 8);
            Add(Vector128.WidenUpper(upper), i + 12);
        }
        for (; i < row.Length; i++) _columns[i] += row[i] * weight;

        void Add(Vector128<uint> bytes, int at)
        {
            Vector128<uint> sum = Vector128.LoadUnsafe(ref _columns[0], (nuint)at) + bytes * weight;
            sum.StoreUnsafe(ref _columns[0], (nuint)at);
        }
    }

    private void WriteRow(Span<byte> row)
    {
        ulong area = (ulong)_from.Width * (ulong)_from.Height;
        ReadOnlySpan<uint> columns = _columns;
        for (int x = 0; x < _to.Width; x++)
        {
            int start = x * _from.Width;
            int end = start + _from.Width;
            ulong blue = area / 2, green = area / 2, red = area / 2; // Half, to round to the nearest.
            for (int column = start / _to.Width; column * _to.Width < end; column++)
            {
                ulong weight = (ulong)(Math.Min(end, (column + 1) * _to.Width) - Math.Max(start, column * _to.Width));
                ReadOnlySpan<uint> pixel = columns.Slice(column * Picture.PixelBytes, Picture.PixelBytes);
                blue += pixel[0] * weight;
                green += pixel[1] * weight;
                red += pixel[2] * weight;
            }

            Span<byte> to = row.Slice(x * Picture.PixelBytes, Picture.PixelBytes);
            (to[0], to[1], to[2], to[3]) = ((byte)(blue / area), (byte)(green / area), (byte)(red / area), 255);
        }
    }
}
