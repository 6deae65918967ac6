namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// What a program that decorates its window itself draws round it: the shadow, and an unseen rim to take hold of. In pixels, as
/// <c>_GTK_FRAME_EXTENTS</c> tells it. (<c>_NET_FRAME_EXTENTS</c> is about the frame that a window manager draws outside of the window.)
/// </summary>
internal readonly record struct WindowMargins(uint Left, uint Right, uint Top, uint Bottom)
{
    /// <summary>The part of a window inside its margins; all of it when they leave nothing, which is a program's mistake.</summary>
    /// <param name="width">Of the window, margins included.</param>
    /// <param name="height">As <paramref name="width"/>.</param>
    public Area Within(int width, int height)
    {
        long innerWidth = width - (long)Left - Right;
        long innerHeight = height - (long)Top - Bottom;
        return innerWidth > 0 && innerHeight > 0
            ? new Area((int)Left, (int)Top, (int)innerWidth, (int)innerHeight)
            : new Area(0, 0, width, height);
    }
}
