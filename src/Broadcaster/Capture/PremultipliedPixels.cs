using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// Puts pixels with alpha over opaque ones, as a desktop's compositor does: colours are premultiplied, so what covers is added to what
/// shines through. The same numbers as <see cref="PointerPainter.Blend"/>, four pixels at a time.
/// </summary>
internal static class PremultipliedPixels
{
    private const uint Opaque = 0xFF000000;

    /// <param name="from">Whole pixels, BGRA; colours above alpha, which a mistaken program draws, end at white.</param>
    /// <param name="below">At least as long, with alpha 255; what is seen afterwards.</param>
    public static void Over(ReadOnlySpan<byte> from, Span<byte> below)
    {
        ReadOnlySpan<uint> drawn = MemoryMarshal.Cast<byte, uint>(from);
        Span<uint> seen = MemoryMarshal.Cast<byte, uint>(below)[..drawn.Length];
        int done = 0;
        Vector128<uint> opaque = Vector128.Create(Opaque);
        for (; done <= drawn.Length - Vector128<uint>.Count; done += Vector128<uint>.Count)
        {
            Vector128<uint> four = Vector128.Create(drawn[done..]);
            if (four == Vector128<uint>.Zero) continue; // most of a margin
            bool covers = (four & opaque) == opaque; // most of a window
            (covers ? four : Over(four, Vector128.Create(seen[done..])) | opaque).CopyTo(seen[done..]);
        }

        for (; done < drawn.Length; done++) seen[done] = PointerPainter.Blend(drawn[done], seen[done]);
    }

    /// <summary>The alpha that comes out of this means nothing.</summary>
    private static Vector128<uint> Over(Vector128<uint> drawn, Vector128<uint> below)
    {
        Vector128<byte> shining = ((Vector128.Create(255u) - (drawn >>> 24)) * 0x010101u).AsByte();
        (Vector128<ushort> shiningLower, Vector128<ushort> shiningUpper) = Vector128.Widen(shining);
        (Vector128<ushort> belowLower, Vector128<ushort> belowUpper) = Vector128.Widen(below.AsByte());
        (Vector128<ushort> drawnLower, Vector128<ushort> drawnUpper) = Vector128.Widen(drawn.AsByte());
        return Vector128.Narrow(
            Sum(drawnLower, belowLower * shiningLower), Sum(drawnUpper, belowUpper * shiningUpper)).AsUInt32();
    }

    private static Vector128<ushort> Sum(Vector128<ushort> drawn, Vector128<ushort> product)
    {
        // t / 255 in whole numbers is (t + 1 + (t >> 8)) >> 8 for all t below 65,535; here t is at most 255 × 255 + 127.
        Vector128<ushort> rounded = product + Vector128.Create((ushort)127);
        Vector128<ushort> through = (rounded + Vector128<ushort>.One + (rounded >>> 8)) >>> 8;
        return Vector128.Min(drawn + through, Vector128.Create((ushort)255));
    }
}
