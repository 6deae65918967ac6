using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Xfixes.h, XFixesCursorImage: the pointer as it looks now.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct XFixesCursorImage
{
    public short X;
    public short Y;
    public ushort Width;
    public ushort Height;
    public ushort HotX;
    public ushort HotY;
    public nuint Serial;

    /// <summary>Premultiplied ARGB, one pixel in each C long: only the low 32 bits count.</summary>
    public nuint* Pixels;
    public nuint Atom;
    public byte* Name;
}
