using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScreenShare.Frames;

/// <summary>Between our pixels (blue, green, red, alpha) and PNG's (red, green, blue), four at a time.</summary>
internal static class PixelOrder
{
    public const int RgbBytes = 3;

    private const int TurnPixels = 4;
    private const int TurnBgraBytes = TurnPixels * Picture.PixelBytes;

    public static void BgraToRgb(ReadOnlySpan<byte> bgra, Span<byte> rgb)
    {
        int pixels = bgra.Length / Picture.PixelBytes;
        Debug.Assert(rgb.Length >= pixels * RgbBytes);

        // A turn stores 16 bytes of which 12 count; the next turn writes over the rest.
        int x = 0;
        for (; x + TurnPixels <= pixels && x * RgbBytes + TurnBgraBytes <= rgb.Length; x += TurnPixels)
        {
            Vector128<byte> four = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(bgra), (nuint)(x * Picture.PixelBytes));
            Vector128<byte> order = Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 255, 255, 255, 255);
            Vector128.Shuffle(four, order).StoreUnsafe(ref MemoryMarshal.GetReference(rgb), (nuint)(x * RgbBytes));
        }
        for (; x < pixels; x++)
        {
            ReadOnlySpan<byte> from = bgra.Slice(x * Picture.PixelBytes, Picture.PixelBytes);
            Span<byte> to = rgb.Slice(x * RgbBytes, RgbBytes);
            (to[0], to[1], to[2]) = (from[2], from[1], from[0]);
        }
    }

    public static void RgbToBgra(ReadOnlySpan<byte> rgb, Span<byte> bgra)
    {
        int pixels = bgra.Length / Picture.PixelBytes;
        Debug.Assert(rgb.Length >= pixels * RgbBytes);

        // A turn reads 16 bytes of which 12 count; the last pixels are left to the loop below.
        int x = 0;
        for (; x * RgbBytes + TurnBgraBytes <= rgb.Length && x + TurnPixels <= pixels; x += TurnPixels)
        {
            Vector128<byte> four = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(rgb), (nuint)(x * RgbBytes));
            Vector128<byte> order = Vector128.Create((byte)2, 1, 0, 255, 5, 4, 3, 255, 8, 7, 6, 255, 11, 10, 9, 255);
            Vector128<byte> opaque = Vector128.Create(0xFF000000u).AsByte();
            (Vector128.Shuffle(four, order) | opaque).StoreUnsafe(ref MemoryMarshal.GetReference(bgra), (nuint)(x * Picture.PixelBytes));
        }
        for (; x < pixels; x++)
        {
            ReadOnlySpan<byte> from = rgb.Slice(x * RgbBytes, RgbBytes);
            Span<byte> to = bgra.Slice(x * Picture.PixelBytes, Picture.PixelBytes);
            (to[0], to[1], to[2], to[3]) = (from[2], from[1], from[0], 255);
        }
    }

    /// <summary>Blue in the lowest byte, as a picture's pixel lies in memory.</summary>
    public static uint Opaque(byte red, byte green, byte blue) => 0xFF000000 | (uint)red << 16 | (uint)green << 8 | blue;

    public static void WriteRgb(uint bgra, Span<byte> rgb)
    {
        rgb[0] = (byte)(bgra >> 16);
        rgb[1] = (byte)(bgra >> 8);
        rgb[2] = (byte)bgra;
    }
}
