using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ScreenShare.Frames.Tests;

/// <summary>
/// A reader of PNG files written from the standard alone, sharing no code with the product: plain, slow, and strict
/// about the chunks' order, lengths and checksums. Types 2 (8 bits) and 3, not interlaced.
/// </summary>
internal sealed class PlainPng
{
    private byte[] _palette = [];
    private readonly List<byte> _zlib = [];
    private byte _depth;
    private byte _colourType;

    private PlainPng(ReadOnlySpan<byte> file)
    {
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(file[..8]));
        var order = new List<string>();
        for (file = file[8..]; !file.IsEmpty;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file);
            string letters = Encoding.ASCII.GetString(file.Slice(4, 4));
            Assert.Equal(Crc(file.Slice(4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(file[(8 + length)..]));
            order.Add(letters);
            ReadChunk(letters, file.Slice(8, length));
            file = file[(12 + length)..];
        }
        Assert.Equal(_colourType == 3 ? "IHDR PLTE IDAT IEND" : "IHDR IDAT IEND", string.Join(' ', order));
        Pixels = ReadPixels();
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Red, green, blue of each pixel.</summary>
    public byte[] Pixels { get; }

    public static PlainPng Read(ReadOnlySpan<byte> file) => new(file);

    public void AssertShows(Picture picture)
    {
        Assert.Equal((picture.Size.Width, picture.Size.Height), (Width, Height));
        for (int i = 0; i < Width * Height; i++)
        {
            Span<byte> bgra = picture.Pixels.Slice(i * 4, 4);
            if (bgra[2] != Pixels[i * 3] || bgra[1] != Pixels[i * 3 + 1] || bgra[0] != Pixels[i * 3 + 2])
                Assert.Fail($"Pixel {i} differs.");
        }
    }

    private void ReadChunk(string letters, ReadOnlySpan<byte> data)
    {
        switch (letters)
        {
            case "IHDR":
                Assert.Equal(13, data.Length);
                Width = BinaryPrimitives.ReadInt32BigEndian(data);
                Height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                (_depth, _colourType) = (data[8], data[9]);
                Assert.Equal("000000", Convert.ToHexString(data[10..]));
                break;
            case "PLTE":
                _palette = data.ToArray();
                break;
            case "IDAT":
                _zlib.AddRange(data);
                break;
        }
    }

    private byte[] ReadPixels()
    {
        int bits = _colourType == 2 ? 24 : _depth;
        int pixelBytes = Math.Max(1, bits / 8);
        int rowBytes = (Width * bits + 7) / 8;
        byte[] rows = Inflate();
        Assert.Equal((rowBytes + 1) * Height, rows.Length);

        var pixels = new byte[Width * Height * 3];
        var above = new byte[rowBytes];
        for (int y = 0; y < Height; y++)
        {
            int filter = rows[y * (rowBytes + 1)];
            byte[] row = rows.AsSpan(y * (rowBytes + 1) + 1, rowBytes).ToArray();
            for (int i = 0; i < rowBytes; i++)
            {
                int a = i < pixelBytes ? 0 : row[i - pixelBytes];
                int b = above[i];
                int c = i < pixelBytes ? 0 : above[i - pixelBytes];
                Assert.InRange(filter, 0, 4);
                row[i] += (byte)(filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => Paeth(a, b, c) });
            }
            for (int x = 0; x < Width; x++) Pixel(row, x).CopyTo(pixels.AsSpan((y * Width + x) * 3));
            above = row;
        }
        return pixels;
    }

    private ReadOnlySpan<byte> Pixel(byte[] row, int x)
    {
        if (_colourType == 2) return row.AsSpan(x * 3, 3);
        int bit = x * _depth;
        int index = row[bit / 8] >> (8 - _depth - bit % 8) & ((1 << _depth) - 1);
        return _palette.AsSpan(index * 3, 3);
    }

    private byte[] Inflate()
    {
        using var inflate = new ZLibStream(new MemoryStream([.. _zlib]), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        inflate.CopyTo(rows);
        return rows.ToArray();
    }

    private static int Paeth(int a, int b, int c)
    {
        int p = a + b - c;
        int pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int i = 0; i < 8; i++) crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ crc >> 1;
        }
        return ~crc;
    }
}
