using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xlib.h, XEvent (a union of 24 longs), as far as it is read here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct XEvent
{
    public const int DestroyNotify = 17;
    public const int UnmapNotify = 18;
    public const int MapNotify = 19;
    public const int ReparentNotify = 21;
    public const int ConfigureNotify = 22;
    public const int CirculateNotify = 26;
    public const int PropertyNotify = 28;

    /// <summary>Number of the event; those of extensions count from their first.</summary>
    [FieldOffset(0)] public int Type;

    /// <summary>
    /// Of the events above: on which window they were asked for. Of a DamageNotify: what was drawn to. Of a PropertyNotify: whose it is.
    /// </summary>
    [FieldOffset(32)] public nuint AskedFor;

    /// <summary>Of the events above: the window it happened to.</summary>
    [FieldOffset(40)] public nuint Window;

    /// <summary>Of a PropertyNotify: which property.</summary>
    [FieldOffset(40)] public nuint Property;

    /// <summary>Of a ConfigureNotify: the window's new width.</summary>
    [FieldOffset(56)] public int Width;

    /// <summary>Of a ConfigureNotify: the window's new height.</summary>
    [FieldOffset(60)] public int Height;
}
