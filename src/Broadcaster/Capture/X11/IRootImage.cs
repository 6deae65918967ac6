using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>A way to read the root window's pixels, for one size of it.</summary>
internal interface IRootImage : IDisposable
{
    /// <summary>Reads one area into the same place of the picture.</summary>
    /// <returns>False if the server refused or is gone; the picture is as it was, and <see cref="XErrors"/> may know why.</returns>
    bool TryRead(Area area, Picture picture);
}
