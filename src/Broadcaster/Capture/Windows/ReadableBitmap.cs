using System.Runtime.Versioning;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.Windows;

/// <summary>A bitmap in this program's memory, to copy the screen to: rows of BGRX, top to bottom. Any thread, one at a time.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class ReadableBitmap : IDisposable
{
    private readonly nint _bitmap;
    private readonly byte* _pixels;
    private readonly PictureSize _size;

    /// <exception cref="CaptureException">There is no memory for it.</exception>
    public ReadableBitmap(PictureSize size)
    {
        _size = size;
        var header = new BitmapHeader
        {
            HeaderBytes = sizeof(BitmapHeader),
            Width = size.Width,
            Height = -size.Height,
            Planes = 1,
            BitsPerPixel = 8 * Picture.PixelBytes,
        };
        _bitmap = Gdi32.CreateDIBSection(0, &header, usage: 0, out _pixels, section: 0, offset: 0);
        if (_bitmap == 0) throw new CaptureException($"Windows has no bitmap of {size} to copy the screen to: close other programs");
    }

    /// <summary>Valid until it is disposed; overwritten by each copy.</summary>
    public ReadOnlySpan<byte> Pixels => new(_pixels, _size.StrideBytes * _size.Height);

    /// <summary>Copies what the screen shows from (x, y) on. False while this program may not see the screen.</summary>
    public bool TryCopyScreen(int x, int y)
    {
        // Got and given back in one call: a context belongs to the thread that got it, and the next call may come from another.
        nint screen = User32.GetDC(0);
        if (screen == 0) return false;
        nint memory = Gdi32.CreateCompatibleDC(screen);
        nint before = Gdi32.SelectObject(memory, _bitmap);
        bool isCopied = before != 0 && Gdi32.BitBlt(memory, 0, 0, _size.Width, _size.Height, screen, x, y, Gdi32.CopyAll) != 0;
        _ = Gdi32.GdiFlush();
        if (before != 0) _ = Gdi32.SelectObject(memory, before);
        _ = Gdi32.DeleteDC(memory);
        _ = User32.ReleaseDC(0, screen);
        return isCopied;
    }

    public void Dispose() => _ = Gdi32.DeleteObject(_bitmap);
}
