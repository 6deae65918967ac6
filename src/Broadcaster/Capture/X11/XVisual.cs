using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xlib.h, Visual: what the bits of a pixel mean.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XVisual
{
    public const int TrueColor = 4;

    public nint ExtensionData;
    public nuint Id;
    public int Class;
    public nuint RedMask;
    public nuint GreenMask;
    public nuint BlueMask;
    public int BitsPerRgb;
    public int MapEntries;
}
