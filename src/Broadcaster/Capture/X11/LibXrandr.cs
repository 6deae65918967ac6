using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>The RANDR extension: which part of the root window each monitor shows.</summary>
internal static unsafe partial class LibXrandr
{
    public const string Name = "libXrandr.so.2";

    /// <summary>RRScreenChangeNotifyMask, RRCrtcChangeNotifyMask and RROutputChangeNotifyMask: monitors on, off, moved, plugged.</summary>
    public const int MonitorChangeMask = 1 | 2 | 4;

    /// <summary>RRScreenChangeNotify and RRNotify, counted from the extension's first.</summary>
    public const int EventCount = 2;

    [LibraryImport(Name)]
    public static partial void XRRSelectInput(nint display, nuint window, int mask);

    [LibraryImport(Name)]
    public static partial int XRRQueryExtension(nint display, out int firstEvent, out int firstError);

    [LibraryImport(Name)]
    public static partial int XRRQueryVersion(nint display, out int major, out int minor);

    /// <summary>Needs version 1.5.</summary>
    /// <returns>To be freed with XRRFreeMonitors; null if there are none.</returns>
    [LibraryImport(Name)]
    public static partial XrrMonitor* XRRGetMonitors(nint display, nuint window, int onlyActive, out int count);

    [LibraryImport(Name)]
    public static partial void XRRFreeMonitors(XrrMonitor* monitors);
}
