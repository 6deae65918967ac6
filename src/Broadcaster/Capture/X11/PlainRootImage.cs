using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Reads through the connection itself: slow, but works wherever the server is.</summary>
internal sealed unsafe class PlainRootImage(XDisplay display, PixelLayout layout) : IRootImage
{
    public bool TryRead(Area area, Picture picture)
    {
        XErrors.Clear();
        XImage* image = LibX11.XGetImage(
            display.Handle, display.Root, area.X, area.Y, (uint)area.Width, (uint)area.Height, LibX11.AllPlanes, LibX11.ZPixmap);
        if (image == null) return false;
        try
        {
            if (image->BytesPerLine != layout.RowBytes(area.Width) || image->BitsPerPixel != layout.BitsPerPixel) return false;
            layout.CopyTo(picture, area, new ReadOnlySpan<byte>(image->Pixels, image->BytesPerLine * area.Height));
            return true;
        }
        finally
        {
            _ = LibX11.XDestroyImage(image);
        }
    }

    public void Dispose() { }
}
