using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xlib.h, XEvent (a union of 24 longs), as far as it is read here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct XEvent
{
    public const int ConfigureNotify = 22;

    /// <summary>Number of the event; those of extensions count from their first.</summary>
    [FieldOffset(0)] public int Type;

    /// <summary>Of a ConfigureNotify: the window's new width.</summary>
    [FieldOffset(56)] public int Width;

    /// <summary>Of a ConfigureNotify: the window's new height.</summary>
    [FieldOffset(60)] public int Height;
}
