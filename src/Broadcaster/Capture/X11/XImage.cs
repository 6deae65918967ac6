using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xlib.h, XImage; Xlib allocates it, the functions at its end are never called from here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct XImage
{
    public const int LeastSignificantByteFirst = 0;

    public int Width;
    public int Height;
    public int XOffset;
    public int Format;
    public byte* Pixels;
    public int ByteOrder;
    public int BitmapUnit;
    public int BitmapBitOrder;
    public int BitmapPad;
    public int Depth;
    public int BytesPerLine;
    public int BitsPerPixel;
    public nuint RedMask;
    public nuint GreenMask;
    public nuint BlueMask;
    public nint ObjectData;
    private fixed ulong _functions[6];
}
