using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>MIT-SHM: images through memory that the X server and this process share. SHAPE: windows that are no rectangles.</summary>
internal static unsafe partial class LibXext
{
    public const string Name = "libXext.so.6";

    public const nuint ShapeNotifyMask = 1;

    /// <summary>Asks for an event when a window's shape changes; does nothing where there is no such extension.</summary>
    [LibraryImport(Name)]
    public static partial void XShapeSelectInput(nint display, nuint window, nuint mask);

    [LibraryImport(Name)]
    public static partial int XShmQueryExtension(nint display);

    [LibraryImport(Name)]
    public static partial int XShmAttach(nint display, XShmSegmentInfo* segment);

    [LibraryImport(Name)]
    public static partial int XShmDetach(nint display, XShmSegmentInfo* segment);

    [LibraryImport(Name)]
    public static partial XImage* XShmCreateImage(
        nint display, nint visual, uint depth, int format, void* pixels, XShmSegmentInfo* segment, uint width, uint height);

    /// <summary>Fills the image's rectangle (its width, height and data are read from it) from the drawable at (x, y).</summary>
    [LibraryImport(Name)]
    public static partial int XShmGetImage(nint display, nuint drawable, XImage* image, int x, int y, nuint planeMask);
}
