using System.Runtime.InteropServices;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.TestPrograms;
using static ScreenShare.Broadcaster.Tests.Capture.X11.LibX11Drawing;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>A program that draws on a display. Every call returns when the server has done it.</summary>
internal sealed class XClient : IDisposable
{
    private const string RandrLibrary = "libXrandr.so.2";

    private const string RenderLibrary = "libXrender.so.1";

    private const nuint BackgroundPixelMask = 1 << 1;
    private const nuint BorderPixelMask = 1 << 3;
    private const nuint OverrideRedirectMask = 1 << 9;
    private const nuint ColormapMask = 1 << 13;

    private readonly XDisplay _display;
    private readonly nint _context;

    public XClient(string display)
    {
        _display = XDisplay.Open(display);
        _context = XCreateGC(_display.Handle, _display.Root, 0, 0);
    }

    /// <summary>Fills a part of the root window with a pixel value.</summary>
    public void Fill(Area area, uint pixel)
    {
        _ = XSetForeground(_display.Handle, _context, pixel);
        _ = XFillRectangle(_display.Handle, _display.Root, _context, area.X, area.Y, (uint)area.Width, (uint)area.Height);
        Finish();
    }

    /// <summary>Opens a window of one colour above what is there.</summary>
    /// <param name="owner">Whose dialog it is.</param>
    /// <param name="isMenu">A window that no window manager is to handle.</param>
    public nuint OpenWindow(Area area, uint pixel, string? title = null, nuint owner = 0, bool isMenu = false)
    {
        nuint window = XCreateSimpleWindow(
            _display.Handle, _display.Root, area.X, area.Y, (uint)area.Width, (uint)area.Height, 0, 0, pixel);
        if (title is not null) _ = XStoreName(_display.Handle, window, title);
        if (owner != 0) _ = XSetTransientForHint(_display.Handle, window, owner);
        var attributes = new XSetWindowAttributes { OverrideRedirect = 1 };
        if (isMenu) _ = XChangeWindowAttributes(_display.Handle, window, OverrideRedirectMask, ref attributes);
        Show(window);
        return window;
    }

    /// <summary>Opens a window with alpha.</summary>
    /// <param name="pixel">Premultiplied.</param>
    /// <param name="owner">Whose dialog it is.</param>
    /// <param name="isMenu">A window that no window manager is to handle.</param>
    public nuint OpenTranslucentWindow(Area area, uint pixel, string? title = null, nuint owner = 0, bool isMenu = false)
    {
        const int depth = 32;
        Assert.NotEqual(0, XMatchVisualInfo(_display.Handle, _display.Screen, depth, XVisual.TrueColor, out XVisualInfo found));
        var attributes = new XSetWindowAttributes
        {
            BackgroundPixel = pixel,
            OverrideRedirect = isMenu ? 1 : 0,
            Colormap = XCreateColormap(_display.Handle, _display.Root, found.Visual, 0),
        };
        nuint window = XCreateWindow(
            _display.Handle, _display.Root, area.X, area.Y, (uint)area.Width, (uint)area.Height, 0, depth, 1, found.Visual,
            BackgroundPixelMask | BorderPixelMask | OverrideRedirectMask | ColormapMask, ref attributes);
        if (title is not null) _ = XStoreName(_display.Handle, window, title);
        if (owner != 0) _ = XSetTransientForHint(_display.Handle, window, owner);
        Show(window);
        return window;
    }

    /// <summary>Fills a part of any window, also of one with alpha.</summary>
    public void Paint(nuint window, Area area, uint pixel)
    {
        nint context = XCreateGC(_display.Handle, window, 0, 0);
        _ = XSetForeground(_display.Handle, context, pixel);
        _ = XFillRectangle(_display.Handle, window, context, area.X, area.Y, (uint)area.Width, (uint)area.Height);
        _ = XFreeGC(_display.Handle, context);
        Finish();
    }

    /// <summary>Cuts a window to some parts of itself.</summary>
    public unsafe void Shape(nuint window, params XRectangle[] parts)
    {
        fixed (XRectangle* rectangles = parts) XShapeCombineRectangles(_display.Handle, window, 0, 0, 0, rectangles, parts.Length, 0, 0);
        Finish();
    }

    public unsafe void SetProperty(nuint window, string name, string type, ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = text) _ = XChangeProperty(_display.Handle, window, Atom(name), Atom(type), 8, 0, bytes, text.Length);
        Finish();
    }

    public unsafe void SetProperty(nuint window, string name, string type, params nuint[] numbers)
    {
        fixed (nuint* longs = numbers) _ = XChangeProperty(_display.Handle, window, Atom(name), Atom(type), 32, 0, longs, numbers.Length);
        Finish();
    }

    public void RemoveProperty(nuint window, string name)
    {
        _ = XDeleteProperty(_display.Handle, window, Atom(name));
        Finish();
    }

    /// <summary>Asks the window manager to.</summary>
    public void Minimise(nuint window)
    {
        _ = XIconifyWindow(_display.Handle, window, _display.Screen);
        Finish();
    }

    public void FillWindow(nuint window, Area area, uint pixel)
    {
        _ = XSetForeground(_display.Handle, _context, pixel);
        _ = XFillRectangle(_display.Handle, window, _context, area.X, area.Y, (uint)area.Width, (uint)area.Height);
        Finish();
    }

    public void Show(nuint window)
    {
        _ = XMapWindow(_display.Handle, window);
        Finish();
    }

    public void Hide(nuint window)
    {
        _ = XUnmapWindow(_display.Handle, window);
        Finish();
    }

    public void Resize(nuint window, int width, int height)
    {
        _ = XResizeWindow(_display.Handle, window, (uint)width, (uint)height);
        Finish();
    }

    public void Close(nuint window)
    {
        _ = XDestroyWindow(_display.Handle, window);
        Finish();
    }

    public void MovePointer(int x, int y)
    {
        _ = XWarpPointer(_display.Handle, 0, _display.Root, 0, 0, 0, 0, x, y);
        Finish();
    }

    /// <summary>Gives the root window a pointer without a single opaque pixel, as programs do that want none.</summary>
    public void HidePointer()
    {
        nuint empty = XCreatePixmap(_display.Handle, _display.Root, 8, 8, 1);
        nint context = XCreateGC(_display.Handle, empty, 0, 0);
        _ = XSetForeground(_display.Handle, context, 0);
        _ = XFillRectangle(_display.Handle, empty, context, 0, 0, 8, 8);
        var colour = default(XColor);
        nuint pointer = XCreatePixmapCursor(_display.Handle, empty, empty, ref colour, ref colour, 0, 0);
        _ = XDefineCursor(_display.Handle, _display.Root, pointer);
        Finish();
    }

    /// <summary>Gives the root window a pointer of one dark colour, as large as it is told.</summary>
    public void ShowPointer(int width, int height, int hotX, int hotY)
    {
        _ = XDefineCursor(_display.Handle, _display.Root, Pointer(width, height, hotX, hotY));
        Finish();
    }

    /// <summary>Gives the root window a pointer that has another of these edges each twentieth of a second.</summary>
    public void ShowAnimatedPointer(params int[] edges)
    {
        if (!NativeLibrary.TryLoad(RenderLibrary, out _)) throw Programs.Missing(RenderLibrary, "libxrender1");
        XAnimCursor[] parts = [.. edges.Select(edge => new XAnimCursor { Cursor = Pointer(edge, edge, 0, 0), Milliseconds = 50 })];
        _ = XDefineCursor(_display.Handle, _display.Root, XRenderCreateAnimCursor(_display.Handle, parts.Length, parts));
        Finish();
    }

    /// <summary>To a size not above the one the server started with.</summary>
    public unsafe void ResizeScreen(int width, int height)
    {
        if (!NativeLibrary.TryLoad(RandrLibrary, out _)) throw Programs.Missing(RandrLibrary, "libxrandr2");

        // The screen may not be smaller than what its monitor shows: the monitor goes off first.
        XrrScreenResources* resources = XRRGetScreenResources(_display.Handle, _display.Root);
        _ = XRRSetCrtcConfig(_display.Handle, resources, resources->Crtcs[0], 0, 0, 0, mode: 0, rotation: 1, 0, 0);
        XRRSetScreenSize(_display.Handle, _display.Root, width, height, width / 4, height / 4);
        Finish();
    }

    public void Dispose() => _display.Dispose();

    private nuint Pointer(int width, int height, int hotX, int hotY)
    {
        nuint full = XCreatePixmap(_display.Handle, _display.Root, (uint)width, (uint)height, 1);
        nint context = XCreateGC(_display.Handle, full, 0, 0);
        _ = XSetForeground(_display.Handle, context, 1);
        _ = XFillRectangle(_display.Handle, full, context, 0, 0, (uint)width, (uint)height);
        var colour = new XColor { Red = 0x1111, Green = 0x2222, Blue = 0x3333 };
        return XCreatePixmapCursor(_display.Handle, full, full, ref colour, ref colour, (uint)hotX, (uint)hotY);
    }

    private nuint Atom(string name) => LibX11.XInternAtom(_display.Handle, name, onlyIfExists: 0);

    private void Finish() => _ = LibX11.XSync(_display.Handle, 0);

    [DllImport(RandrLibrary)]
    private static extern void XRRSetScreenSize(nint display, nuint window, int width, int height, int widthMm, int heightMm);

    [DllImport(RandrLibrary)]
    private static extern unsafe XrrScreenResources* XRRGetScreenResources(nint display, nuint window);

    [DllImport(RandrLibrary)]
    private static extern unsafe int XRRSetCrtcConfig(
        nint display,
        XrrScreenResources* resources,
        nuint crtc,
        nuint time,
        int x,
        int y,
        nuint mode,
        ushort rotation,
        nint outputs,
        int outputCount);

    [DllImport(LibXext.Name)]
    private static extern unsafe void XShapeCombineRectangles(
        nint display, nuint window, int kind, int x, int y, XRectangle* parts, int count, int operation, int ordering);

    [DllImport(RenderLibrary)]
    private static extern nuint XRenderCreateAnimCursor(nint display, int count, XAnimCursor[] parts);

    [StructLayout(LayoutKind.Sequential)]
    private struct XAnimCursor
    {
        public nuint Cursor;
        public nuint Milliseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct XrrScreenResources
    {
        public nuint Time;
        public nuint ConfigurationTime;
        public int CrtcCount;
        public nuint* Crtcs;
    }
}
