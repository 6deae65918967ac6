using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>MIT-SHM: images through memory that the X server and this process share.</summary>
internal static unsafe partial class LibXext
{
    public const string Name = "libXext.so.6";

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
