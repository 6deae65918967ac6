namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Whether a window can be captured now, and if not, why.</summary>
internal enum WindowPresence
{
    /// <summary>There is no such window, or nobody has asked.</summary>
    None = 0,

    Shown,

    Minimised,

    OnAnotherDesktop,

    /// <summary>Not on the screen, and no window manager says why.</summary>
    Hidden,
}
