using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>
/// Raw BGRA pictures, drawn from a seed: a flat background, a shaded window, one with fine detail, and a photograph, as on a desktop.
/// </summary>
internal sealed class StillPicture
{
    private const uint Opaque = 0xFF_00_00_00;

    private readonly byte[] _pixels;
    private readonly int _width;
    private readonly int _height;

    public StillPicture(int width, int height, int seed)
    {
        _width = width;
        _height = height;
        _pixels = new byte[width * height * 4];
        var random = new Random(seed);
        Fill(0, 0, width, height, (_, _) => 0xFF_30_40_50);
        Fill(width / 8, height / 8, width / 3, height / 2, (x, y) => Opaque | (uint)(((x * 3) & 0xFF) << 16) | (uint)((y * 2) & 0xFF));
        Fill(width / 2, height / 4, width / 3, height / 2, (_, _) => random.Next(5) == 0 ? 0xFF_10_10_10 : 0xFF_F0_F0_E8);
        Fill(width / 4, height / 2, width / 5, height / 5, (_, _) => Opaque | (uint)random.Next(1 << 24));
    }

    private StillPicture(StillPicture other)
    {
        (_width, _height) = (other._width, other._height);
        _pixels = [.. other._pixels];
    }

    /// <summary>Rows from the top, alpha 255.</summary>
    public ReadOnlyMemory<byte> Pixels => _pixels;

    /// <summary>As the programs tell it: SHA-256 of the rows in lower-case hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(_pixels));

    /// <summary>The same with one more small window on it.</summary>
    public StillPicture With(int seed)
    {
        var changed = new StillPicture(this);
        var random = new Random(seed);
        uint colour = Opaque | (uint)random.Next(1 << 24);
        changed.Fill(random.Next(_width - 40), random.Next(_height - 30), 40, 30, (x, y) => (x + y) % 5 == 0 ? Opaque : colour);
        return changed;
    }

    private void Fill(int left, int top, int width, int height, Func<int, int, uint> colour)
    {
        for (int y = top; y < top + height; y++)
        {
            for (int x = left; x < left + width; x++)
                BinaryPrimitives.WriteUInt32LittleEndian(_pixels.AsSpan(((y * _width) + x) * 4), colour(x - left, y - top));
        }
    }
}
