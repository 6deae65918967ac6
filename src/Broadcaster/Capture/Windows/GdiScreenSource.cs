using System.Runtime.Versioning;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.Windows;

/// <summary>All monitors of a Windows machine, copied whole each time, without the mouse pointer.</summary>
[SupportedOSPlatform("windows")]
internal sealed class GdiScreenSource : IScreenSource
{
    private ReadableBitmap _bitmap;
    private bool _isHidden;

    private GdiScreenSource(PictureSize size)
    {
        Size = size;
        _bitmap = new ReadableBitmap(size);
    }

    public PictureSize Size { get; private set; }

    public string Description => $"the screen, {Size}";

    public bool SetsThePace => false;

    public string? Notice => _isHidden ? "the screen is locked, or asks for a permission; this is the last picture of it" : null;

    /// <exception cref="CaptureException">The screen cannot be had.</exception>
    public static GdiScreenSource Open()
    {
        _ = User32.SetProcessDpiAwarenessContext(User32.PerMonitorAware); // else sizes would be those of a screen at 96 dpi
        return new GdiScreenSource(SizeNow());
    }

    public ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Size, Size);
        cancellation.ThrowIfCancellationRequested();
        return new ValueTask<CaptureOutcome>(Capture(picture));
    }

    public void Dispose() => _bitmap.Dispose();

    private CaptureOutcome Capture(Picture picture)
    {
        PictureSize size = SizeNow();
        if (size != Size)
        {
            var bitmap = new ReadableBitmap(size);
            _bitmap.Dispose();
            (_bitmap, Size) = (bitmap, size);
            return CaptureOutcome.Resized;
        }

        // A locked screen, or one that asks for an administrator, belongs to nobody's programs.
        int left = User32.GetSystemMetrics(User32.VirtualScreenX);
        int top = User32.GetSystemMetrics(User32.VirtualScreenY);
        _isHidden = !_bitmap.TryCopyScreen(left, top);
        if (_isHidden) return CaptureOutcome.Unchanged;
        OpaquePixels.Copy(_bitmap.Pixels, picture.Pixels);
        return CaptureOutcome.Captured;
    }

    private static PictureSize SizeNow()
    {
        int width = User32.GetSystemMetrics(User32.VirtualScreenWidth);
        int height = User32.GetSystemMetrics(User32.VirtualScreenHeight);
        return width is >= 1 and <= PictureSize.EdgeMax && height is >= 1 and <= PictureSize.EdgeMax
            ? new PictureSize(width, height)
            : throw new CaptureException($"the screen is {width}x{height}; no edge may be above {PictureSize.EdgeMax} pixels");
    }
}
