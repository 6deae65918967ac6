namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Chooses the quickest way to read that works with this server.</summary>
internal static class PixelReaders
{
    /// <param name="drawable">One that can be read now, to try it out on.</param>
    /// <param name="drawn">Its visual, depth and size; nothing larger will be read.</param>
    public static IPixelReader Open(XDisplay display, nuint drawable, XWindowAttributes drawn, PixelLayout layout) =>
        SharedPixelReader.TryOpen(display, drawable, drawn, layout) is { } shared ? shared : new PlainPixelReader(display, layout);
}
