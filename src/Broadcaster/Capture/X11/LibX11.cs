using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>The part of Xlib that capturing needs, on 64-bit systems (where C's long has 8 bytes, as nint has).</summary>
internal static unsafe partial class LibX11
{
    public const string Name = "libX11.so.6";

    public const int ZPixmap = 2;
    public const nint StructureNotifyMask = 1 << 17;

    public static nuint AllPlanes => nuint.MaxValue;

    [LibraryImport(Name)]
    public static partial int XInitThreads();

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint XOpenDisplay(string? name);

    [LibraryImport(Name)]
    public static partial int XCloseDisplay(nint display);

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

    [LibraryImport(Name)]
    public static partial int XFree(void* memory);

    [LibraryImport(Name)]
    public static partial nint XSetErrorHandler(delegate* unmanaged<nint, XErrorEvent*, int> handler);

    [LibraryImport(Name)]
    public static partial nint XSetIOErrorHandler(delegate* unmanaged<nint, int> handler);

    [LibraryImport(Name)]
    public static partial int XGetErrorText(nint display, int code, byte* text, int textBytes);
}
