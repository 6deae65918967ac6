using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ScreenShare.Broadcaster.Capture.Windows;

/// <summary>Copies pixels. Results are 0 on failure.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Gdi32
{
    /// <summary>SRCCOPY | CAPTUREBLT: as they are, with windows that are see-through.</summary>
    public const int CopyAll = 0x00CC0020 | 0x40000000;

    private const string Name = "gdi32.dll";

    [LibraryImport(Name)]
    public static partial nint CreateCompatibleDC(nint context);

    [LibraryImport(Name)]
    public static partial int DeleteDC(nint context);

    /// <summary>A bitmap whose pixels this program can read.</summary>
    /// <param name="usage">0: the header names no palette.</param>
    /// <param name="section">0: memory of its own.</param>
    [LibraryImport(Name)]
    public static partial nint CreateDIBSection(nint context, BitmapHeader* header, int usage, out byte* pixels, nint section, int offset);

    /// <summary>What was selected before.</summary>
    [LibraryImport(Name)]
    public static partial nint SelectObject(nint context, nint selected);

    [LibraryImport(Name)]
    public static partial int DeleteObject(nint bitmap);

    [LibraryImport(Name)]
    public static partial int BitBlt(nint to, int toX, int toY, int width, int height, nint from, int fromX, int fromY, int operation);

    /// <summary>Waits until what this thread asked for has been drawn.</summary>
    [LibraryImport(Name)]
    public static partial int GdiFlush();
}
