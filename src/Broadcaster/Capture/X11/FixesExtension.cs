using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>XFIXES, without which there is neither pointer nor damage.</summary>
internal static class FixesExtension
{
    /// <summary>Opens it; once for each connection, before anything else of it.</summary>
    public static bool TryOpen(XDisplay display, out int firstEvent)
    {
        firstEvent = 0;
        return NativeLibrary.TryLoad(LibXfixes.Name, out _)
            && LibXfixes.XFixesQueryExtension(display.Handle, out firstEvent, out _) != 0
            && LibXfixes.XFixesQueryVersion(display.Handle, out _, out _) != 0;
    }
}
