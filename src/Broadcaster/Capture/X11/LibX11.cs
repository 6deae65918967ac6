using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>The part of Xlib that capturing needs, on 64-bit systems (where C's long has 8 bytes, as nint has).</summary>
internal static unsafe partial class LibX11
{
    public const string Name = "libX11.so.6";

    public const int ZPixmap = 2;
    public const nint StructureNotifyMask = 1 << 17;
    public const nint SubstructureNotifyMask = 1 << 19;
    public const nint PropertyChangeMask = 1 << 22;

    public const nuint AnyPropertyType = 0;

    /// <summary>Xatom.h, XA_STRING: text in Latin 1.</summary>
    public const nuint StringType = 31;

    /// <summary>Xatom.h, XA_CARDINAL: counts without a sign.</summary>
    public const nuint CardinalType = 6;

    public static nuint AllPlanes => nuint.MaxValue;

    [LibraryImport(Name)]
    public static partial int XInitThreads();

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint XOpenDisplay(string? name);

    [LibraryImport(Name)]
    public static partial int XCloseDisplay(nint display);

    [LibraryImport(Name)]
    public static partial int XConnectionNumber(nint display);

    [LibraryImport(Name)]
    public static partial int XDefaultScreen(nint display);

    [LibraryImport(Name)]
    public static partial nuint XDefaultRootWindow(nint display);

    [LibraryImport(Name)]
    public static partial int XGetWindowAttributes(nint display, nuint window, XWindowAttributes* attributes);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XQueryExtension(nint display, string name, out int majorOpcode, out int firstEvent, out int firstError);

    [LibraryImport(Name)]
    public static partial int XSelectInput(nint display, nuint window, nint eventMask);

    /// <summary>How many events wait; sends what is buffered, but waits for nothing.</summary>
    [LibraryImport(Name)]
    public static partial int XPending(nint display);

    [LibraryImport(Name)]
    public static partial int XNextEvent(nint display, XEvent* next);

    [LibraryImport(Name)]
    public static partial int XSync(nint display, int discard);

    [LibraryImport(Name)]
    public static partial XImage* XGetImage(
        nint display, nuint drawable, int x, int y, uint width, uint height, nuint planeMask, int format);

    [LibraryImport(Name)]
    public static partial int XDestroyImage(XImage* image);

    [LibraryImport(Name)]
    public static partial int XQueryPointer(
        nint display,
        nuint window,
        out nuint root,
        out nuint child,
        out int rootX,
        out int rootY,
        out int windowX,
        out int windowY,
        out uint mask);

    /// <param name="children">From the lowest to the highest; to be freed with XFree.</param>
    /// <returns>0 if there is no such window.</returns>
    [LibraryImport(Name)]
    public static partial int XQueryTree(
        nint display, nuint window, out nuint root, out nuint parent, out nuint* children, out uint count);

    [LibraryImport(Name)]
    public static partial int XTranslateCoordinates(
        nint display, nuint from, nuint to, int fromX, int fromY, out int toX, out int toY, out nuint child);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint XInternAtom(nint display, string name, int onlyIfExists);

    /// <param name="length">At most so many 32-bit units are given.</param>
    /// <param name="format">8, 16 or 32; values of 32 bits come as C longs.</param>
    /// <param name="value">To be freed with XFree.</param>
    /// <returns>0 on success.</returns>
    [LibraryImport(Name)]
    public static partial int XGetWindowProperty(
        nint display,
        nuint window,
        nuint property,
        nint offset,
        nint length,
        int delete,
        nuint wantedType,
        out nuint type,
        out int format,
        out nuint items,
        out nuint bytesAfter,
        out byte* value);

    /// <param name="texts">In UTF-8, each ended by a zero byte; to be freed with <see cref="XFreeStringList"/>.</param>
    /// <returns>Below 0 if it failed; else how many characters were not understood.</returns>
    [LibraryImport(Name)]
    public static partial int Xutf8TextPropertyToTextList(nint display, XTextProperty* property, out byte** texts, out int count);

    [LibraryImport(Name)]
    public static partial void XFreeStringList(byte** texts);

    [LibraryImport(Name)]
    public static partial nint XGetAtomName(nint display, nuint atom);

    [LibraryImport(Name)]
    public static partial int XFreePixmap(nint display, nuint pixmap);

    [LibraryImport(Name)]
    public static partial int XFree(void* memory);

    [LibraryImport(Name)]
    public static partial nint XSetErrorHandler(delegate* unmanaged<nint, XErrorEvent*, int> handler);

    [LibraryImport(Name)]
    public static partial nint XSetIOErrorHandler(delegate* unmanaged<nint, int> handler);

    [LibraryImport(Name)]
    public static partial int XGetErrorText(nint display, int code, byte* text, int textBytes);
}
