using System.Runtime.InteropServices;
using ScreenShare.Broadcaster.Capture.X11;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>The part of Xlib that drawing needs.</summary>
internal static class LibX11Drawing
{
    [DllImport(LibX11.Name)]
    public static extern nint XCreateGC(nint display, nuint drawable, nuint valueMask, nint values);

    [DllImport(LibX11.Name)]
    public static extern int XSetForeground(nint display, nint context, nuint pixel);

    [DllImport(LibX11.Name)]
    public static extern int XFillRectangle(nint display, nuint drawable, nint context, int x, int y, uint width, uint height);

    [DllImport(LibX11.Name)]
    public static extern nuint XCreateSimpleWindow(
        nint display, nuint parent, int x, int y, uint width, uint height, uint borderWidth, nuint border, nuint background);

    [DllImport(LibX11.Name)]
    public static extern nuint XCreateWindow(
        nint display,
        nuint parent,
        int x,
        int y,
        uint width,
        uint height,
        uint borderWidth,
        int depth,
        uint windowClass,
        nint visual,
        nuint valueMask,
        ref XSetWindowAttributes attributes);

    [DllImport(LibX11.Name)]
    public static extern int XMatchVisualInfo(nint display, int screen, int depth, int visualClass, out XVisualInfo found);

    [DllImport(LibX11.Name)]
    public static extern nuint XCreateColormap(nint display, nuint window, nint visual, int alloc);

    [DllImport(LibX11.Name)]
    public static extern int XFreeGC(nint display, nint context);

    [DllImport(LibX11.Name)]
    public static extern unsafe int XChangeProperty(
        nint display, nuint window, nuint property, nuint type, int format, int mode, void* data, int items);

    [DllImport(LibX11.Name)]
    public static extern int XDeleteProperty(nint display, nuint window, nuint property);

    [DllImport(LibX11.Name)]
    public static extern int XIconifyWindow(nint display, nuint window, int screen);

    [DllImport(LibX11.Name)]
    public static extern int XMoveResizeWindow(nint display, nuint window, int x, int y, uint width, uint height);

    [DllImport(LibX11.Name)]
    public static extern int XMapWindow(nint display, nuint window);

    [DllImport(LibX11.Name)]
    public static extern int XUnmapWindow(nint display, nuint window);

    [DllImport(LibX11.Name)]
    public static extern int XDestroyWindow(nint display, nuint window);

    [DllImport(LibX11.Name)]
    public static extern int XResizeWindow(nint display, nuint window, uint width, uint height);

    [DllImport(LibX11.Name)]
    public static extern int XStoreName(nint display, nuint window, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport(LibX11.Name)]
    public static extern int XSetTransientForHint(nint display, nuint window, nuint owner);

    [DllImport(LibX11.Name)]
    public static extern int XChangeWindowAttributes(nint display, nuint window, nuint mask, ref XSetWindowAttributes attributes);

    [DllImport(LibX11.Name)]
    public static extern int XWarpPointer(
        nint display, nuint from, nuint to, int fromX, int fromY, uint fromWidth, uint fromHeight, int x, int y);

    [DllImport(LibX11.Name)]
    public static extern nuint XCreatePixmap(nint display, nuint drawable, uint width, uint height, uint depth);

    [DllImport(LibX11.Name)]
    public static extern nuint XCreatePixmapCursor(
        nint display, nuint source, nuint mask, ref XColor foreground, ref XColor background, uint x, uint y);

    [DllImport(LibX11.Name)]
    public static extern int XDefineCursor(nint display, nuint window, nuint cursor);

    /// <summary>Xlib.h, XSetWindowAttributes (112 bytes on 64-bit systems), as far as it is written here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 112)]
    internal struct XSetWindowAttributes
    {
        [FieldOffset(8)] public nuint BackgroundPixel;
        [FieldOffset(24)] public nuint BorderPixel;
        [FieldOffset(88)] public int OverrideRedirect;
        [FieldOffset(96)] public nuint Colormap;
    }

    /// <summary>Xutil.h, XVisualInfo (64 bytes on 64-bit systems), as far as it is read here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    internal struct XVisualInfo
    {
        [FieldOffset(0)] public nint Visual;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct XColor
    {
        public nuint Pixel;
        public ushort Red;
        public ushort Green;
        public ushort Blue;
        public byte Flags;
        public byte Pad;
    }
}
