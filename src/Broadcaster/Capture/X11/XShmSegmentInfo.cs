using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>XShm.h, XShmSegmentInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XShmSegmentInfo
{
    public nuint Segment;
    public int Id;
    public nint Address;
    public int ReadOnly;
}
