using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>COMPOSITE, without which a covered window cannot be read.</summary>
internal static class CompositeExtension
{
    /// <summary>Naming what a window has drawn came with version 0.2.</summary>
    public static bool IsThere(XDisplay display) =>
        NativeLibrary.TryLoad(LibXcomposite.Name, out _)
        && LibXcomposite.XCompositeQueryExtension(display.Handle, out _, out _) != 0
        && LibXcomposite.XCompositeQueryVersion(display.Handle, out int major, out int minor) != 0
        && (major, minor).CompareTo((0, 2)) >= 0;
}
