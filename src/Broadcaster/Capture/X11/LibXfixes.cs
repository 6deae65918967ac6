using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>The XFIXES extension: regions, which DAMAGE speaks in, and the pointer's picture.</summary>
internal static unsafe partial class LibXfixes
{
    public const string Name = "libXfixes.so.3";

    public const nuint DisplayCursorNotifyMask = 1;

    /// <summary>Event number of "the pointer looks different", counted from the extension's first.</summary>
    public const int CursorNotify = 1;

    [LibraryImport(Name)]
    public static partial int XFixesQueryExtension(nint display, out int firstEvent, out int firstError);

    /// <summary>Has to come before any other request of the extension.</summary>
    [LibraryImport(Name)]
    public static partial int XFixesQueryVersion(nint display, out int major, out int minor);

    [LibraryImport(Name)]
    public static partial nuint XFixesCreateRegion(nint display, XRectangle* rectangles, int count);

    /// <summary>The region that a window's shape leaves of it; since version 2.</summary>
    [LibraryImport(Name)]
    public static partial nuint XFixesCreateRegionFromWindow(nint display, nuint window, int kind);

    [LibraryImport(Name)]
    public static partial void XFixesDestroyRegion(nint display, nuint region);

    /// <returns>Rectangles to be freed with XFree; null if the connection is gone.</returns>
    [LibraryImport(Name)]
    public static partial XRectangle* XFixesFetchRegion(nint display, nuint region, out int count);

    [LibraryImport(Name)]
    public static partial void XFixesSelectCursorInput(nint display, nuint window, nuint mask);

    /// <returns>To be freed with XFree; null, with an X error, if no pointer is shown.</returns>
    [LibraryImport(Name)]
    public static partial XFixesCursorImage* XFixesGetCursorImage(nint display);
}
