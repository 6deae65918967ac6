using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ScreenShare.Broadcaster.Capture.Windows;

/// <summary>Where the screen is.</summary>
[SupportedOSPlatform("windows")]
internal static partial class User32
{
    // SM_XVIRTUALSCREEN and its neighbours: the rectangle round all monitors.
    public const int VirtualScreenX = 76;
    public const int VirtualScreenY = 77;
    public const int VirtualScreenWidth = 78;
    public const int VirtualScreenHeight = 79;

    /// <summary>DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2: sizes and places in real pixels, on every monitor.</summary>
    public const nint PerMonitorAware = -4;

    private const string Name = "user32.dll";

    [LibraryImport(Name)]
    public static partial int GetSystemMetrics(int index);

    /// <summary>0 when it cannot be changed any more.</summary>
    [LibraryImport(Name)]
    public static partial int SetProcessDpiAwarenessContext(nint context);

    /// <param name="window">0: the screen.</param>
    [LibraryImport(Name)]
    public static partial nint GetDC(nint window);

    /// <summary>By the thread that got it.</summary>
    [LibraryImport(Name)]
    public static partial int ReleaseDC(nint window, nint context);
}
