using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>
/// Puts pixels with alpha on white, as paper: most drawings with nothing behind them are dark, made to lie on a page. Colours are straight,
/// as files hold them, and not premultiplied.
/// </summary>
internal static class TranslucentPixels
{
    private const uint Opaque = 0xFF000000;
    private const uint Ground = 255;

    /// <param name="from">Whole pixels, BGRA.</param>
    /// <param name="to">As long; opaque afterwards. May be the same memory.</param>
    public static void CopyOverGround(ReadOnlySpan<byte> from, Span<byte> to)
    {
        ReadOnlySpan<uint> drawn = MemoryMarshal.Cast<byte, uint>(from);
        Span<uint> seen = MemoryMarshal.Cast<byte, uint>(to)[..drawn.Length];
        for (int i = 0; i < drawn.Length; i++) seen[i] = drawn[i] >= Opaque ? drawn[i] : OverGround(drawn[i]);
    }

    private static uint OverGround(uint pixel)
    {
        uint alpha = pixel >> 24;
        return Opaque | Mixed(pixel >> 16, alpha) << 16 | Mixed(pixel >> 8, alpha) << 8 | Mixed(pixel, alpha);
    }

    // To the nearest whole number.
    private static uint Mixed(uint channel, uint alpha) => (((channel & 0xFF) * alpha) + (Ground * (255 - alpha)) + 127) / 255;
}
