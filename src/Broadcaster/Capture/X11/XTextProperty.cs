using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xutil.h, XTextProperty.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct XTextProperty
{
    public byte* Value;
    public nuint Encoding;
    public int Format;
    public nuint Items;
}
