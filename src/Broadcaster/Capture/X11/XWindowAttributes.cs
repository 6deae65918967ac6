using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xlib.h, XWindowAttributes (136 bytes on 64-bit systems), as far as it is read here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 136)]
internal struct XWindowAttributes
{
    public const int IsViewable = 2;

    [FieldOffset(8)] public int Width;
    [FieldOffset(12)] public int Height;
    [FieldOffset(16)] public int BorderWidth;
    [FieldOffset(20)] public int Depth;
    [FieldOffset(24)] public nint Visual;
    [FieldOffset(92)] public int MapState;
    [FieldOffset(120)] public int OverrideRedirect;
}
