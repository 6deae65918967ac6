using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xlib.h, XRectangle.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XRectangle
{
    public short X;
    public short Y;
    public ushort Width;
    public ushort Height;
}
