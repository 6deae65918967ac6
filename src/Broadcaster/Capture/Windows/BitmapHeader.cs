using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.Windows;

/// <summary>BITMAPINFOHEADER of wingdi.h: says how the memory of a bitmap is laid out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BitmapHeader
{
    public int HeaderBytes;
    public int Width;

    /// <summary>Below zero where rows go from top to bottom.</summary>
    public int Height;
    public short Planes;
    public short BitsPerPixel;

    /// <summary>0: none.</summary>
    public int Compression;
    public int ImageBytes;
    public int PixelsPerMetreAcross;
    public int PixelsPerMetreDown;
    public int ColoursUsed;
    public int ColoursImportant;
}
