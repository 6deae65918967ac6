using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>A way to read the pixels of drawables of one depth and at most one size: the root window, or what a window has drawn.</summary>
internal interface IPixelReader : IDisposable
{
    /// <summary>Reads one area of a drawable and puts it at (x, y) of the picture, where it fits.</summary>
    /// <returns>False if the server refused or is gone; the picture is as it was, and <see cref="XErrors"/> may know why.</returns>
    bool TryRead(nuint drawable, Area area, Picture picture, int x, int y);
}
