using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xrandr.h, XRRMonitorInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XrrMonitor
{
    public nuint Name;
    public int IsPrimary;
    public int IsAutomatic;
    public int OutputCount;
    public int X;
    public int Y;
    public int Width;
    public int Height;
    public int WidthMillimetres;
    public int HeightMillimetres;
    public nint Outputs;
}
