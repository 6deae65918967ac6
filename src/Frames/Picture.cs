using System.Security.Cryptography;

namespace ScreenShare.Frames;

/// <summary>
/// One picture in memory: BGRA, 8 bits a channel, rows top to bottom without padding, alpha always 255.
/// Owned by one task at a time; not thread safe.
/// </summary>
public sealed class Picture
{
    public const int PixelBytes = 4;

    private readonly byte[] _pixels;

    /// <summary>A black picture.</summary>
    public Picture(PictureSize size)
    {
        Size = size;
        _pixels = GC.AllocateUninitializedArray<byte>(size.StrideBytes * size.Height, pinned: true);
        Clear();
    }

    public PictureSize Size { get; }

    /// <summary>All rows; <see cref="PictureSize.StrideBytes"/> × height bytes. Writers keep every alpha byte at 255.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>Row <paramref name="y"/>, from 0 at the top.</summary>
    public Span<byte> Row(int y) => _pixels.AsSpan(y * Size.StrideBytes, Size.StrideBytes);

    public void CopyTo(Picture other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Size, Size);
        _pixels.CopyTo(other._pixels, 0);
    }

    /// <summary>Copies one area to the same place of another picture of the same size.</summary>
    /// <exception cref="ArgumentException">The sizes differ, or the area reaches outside.</exception>
    public void CopyArea(TileRectangle area, Picture other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Size, Size);
        if (!area.IsInside(Size)) throw new ArgumentException($"{area} reaches outside a picture of {Size}.", nameof(area));
        for (int y = 0; y < area.Height; y++) area.Row(this, y).CopyTo(area.Row(other, y));
    }

    /// <summary>SHA-256 over the rows, top to bottom: what <c>--digest</c> prints, in lower-case hexadecimal.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(_pixels));

    private void Clear()
    {
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(_pixels.AsSpan()).Fill(0xFF000000);
    }
}
