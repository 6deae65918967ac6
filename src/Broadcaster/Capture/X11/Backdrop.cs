namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>What is seen through pixels that are not opaque, where a visual has alpha at all.</summary>
internal enum Backdrop
{
    /// <summary>Nothing is seen through: the bits beside the colours may hold anything, as a screen's do.</summary>
    None = 0,

    /// <summary>A plain colour, for a window that is shown alone: nobody is to see what lies behind it.</summary>
    PlainGround,

    /// <summary>What the picture holds there: for menus and dialogs over a window.</summary>
    Picture,
}
