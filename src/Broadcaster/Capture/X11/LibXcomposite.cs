using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>The COMPOSITE extension: windows that draw into memory of their own, wherever they are and whatever covers them.</summary>
internal static partial class LibXcomposite
{
    public const string Name = "libXcomposite.so.1";

    /// <summary>The server goes on showing the window on the screen by itself.</summary>
    public const int RedirectAutomatic = 0;

    [LibraryImport(Name)]
    public static partial int XCompositeQueryExtension(nint display, out int firstEvent, out int firstError);

    [LibraryImport(Name)]
    public static partial int XCompositeQueryVersion(nint display, out int major, out int minor);

    [LibraryImport(Name)]
    public static partial void XCompositeRedirectWindow(nint display, nuint window, int update);

    [LibraryImport(Name)]
    public static partial void XCompositeUnredirectWindow(nint display, nuint window, int update);

    /// <summary>What the window has drawn, border included; another after each change of size and each mapping.</summary>
    [LibraryImport(Name)]
    public static partial nuint XCompositeNameWindowPixmap(nint display, nuint window);
}
