using System.Buffers;
using System.IO.Compression;

namespace ScreenShare.Frames.Png;

/// <summary>
/// Writes pixels as PNG files, picture after picture: true colour, 8 bits, no alpha. Quick rather than small. Keeps its memory from one
/// to the next: owned by one thread.
/// </summary>
public sealed class PngWriter : IDisposable
{
    private readonly MemoryStream _idat = new();
    private TrueColourRows _rows = new(1);
    private byte[] _row = [];
    private int _width;

    /// <param name="bgra">Whole rows, top to bottom, without padding.</param>
    /// <param name="width">In pixels.</param>
    /// <exception cref="ArgumentException">There is no pixel, or the last row is not whole.</exception>
    public void Write(ReadOnlySpan<byte> bgra, int width, IBufferWriter<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        (int height, int rest) = Math.DivRem(bgra.Length, width * Picture.PixelBytes);
        if (height == 0 || rest != 0) throw new ArgumentException($"{bgra.Length} bytes are no rows of {width} pixels.", nameof(bgra));

        _idat.SetLength(0);
        using (var deflate = new ZLibStream(_idat, CompressionLevel.Fastest, leaveOpen: true)) WriteRows(bgra, width, deflate);

        destination.Write(PngChunk.Signature);
        PngChunk.WriteHeader(destination, width, height, depth: 8, PngColourType.TrueColour);
        PngChunk.Write(destination, "IDAT"u8, _idat.GetBuffer().AsSpan(0, (int)_idat.Length));
        PngChunk.WriteEnd(destination);
    }

    public void Dispose() => _idat.Dispose();

    private void WriteRows(ReadOnlySpan<byte> bgra, int width, ZLibStream destination)
    {
        if (_width == width) _rows.Restart();
        else (_width, _rows, _row) = (width, new TrueColourRows(width), new byte[TrueColourRows.RowBytes(width)]);
        int strideBytes = width * Picture.PixelBytes;
        for (int start = 0; start < bgra.Length; start += strideBytes)
        {
            _rows.Next(bgra.Slice(start, strideBytes), _row);
            destination.Write(_row);
        }
    }
}
