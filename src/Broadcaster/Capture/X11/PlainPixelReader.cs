using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Reads through the connection itself: slow, but works wherever the server is.</summary>
internal sealed unsafe class PlainPixelReader(XDisplay display, PixelLayout layout) : IPixelReader
{
    public bool TryRead(nuint drawable, Area area, Picture picture, int x, int y)
    {
        XErrors.Clear();
        XImage* image = LibX11.XGetImage(
            display.Handle, drawable, area.X, area.Y, (uint)area.Width, (uint)area.Height, LibX11.AllPlanes, LibX11.ZPixmap);
        if (image == null) return false;
        try
        {
            if (image->BytesPerLine != layout.RowBytes(area.Width) || image->BitsPerPixel != layout.BitsPerPixel) return false;
            layout.CopyTo(picture, area with { X = x, Y = y }, new ReadOnlySpan<byte>(image->Pixels, image->BytesPerLine * area.Height));
            return true;
        }
        finally
        {
            _ = LibX11.XDestroyImage(image);
        }
    }

    public void Dispose() { }
}
