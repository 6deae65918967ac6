using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Reads through memory that the server and this process share (MIT-SHM), so no pixel passes through a socket.</summary>
internal sealed unsafe class SharedRootImage : IRootImage
{
    private readonly XDisplay _display;
    private readonly PixelLayout _layout;
    private readonly SharedSegment _segment;
    private readonly XImage* _image;

    private SharedRootImage(XDisplay display, PixelLayout layout, SharedSegment segment, XImage* image)
    {
        _display = display;
        _layout = layout;
        _segment = segment;
        _image = image;
    }

    /// <returns>Null where there is no shared memory: a remote display, a server in another container, an old libXext.</returns>
    public static SharedRootImage? TryOpen(XDisplay display, XWindowAttributes root, PixelLayout layout)
    {
        if (!NativeLibrary.TryLoad(LibXext.Name, out _) || LibXext.XShmQueryExtension(display.Handle) == 0) return null;
        SharedSegment? segment = SharedSegment.TryCreate(display, layout.RowBytes(root.Width) * root.Height);
        if (segment is null) return null;

        XImage* image = LibXext.XShmCreateImage(
            display.Handle,
            root.Visual,
            (uint)root.Depth,
            LibX11.ZPixmap,
            segment.Bytes,
            segment.Description,
            (uint)root.Width,
            (uint)root.Height);
        if (image != null)
        {
            var shared = new SharedRootImage(display, layout, segment, image);
            if (shared.ServerWritesHere()) return shared;
            shared.Dispose();
            return null;
        }

        segment.Dispose();
        return null;
    }

    public bool TryRead(Area area, Picture picture)
    {
        int bytes = _layout.RowBytes(area.Width) * area.Height;
        if (!TryFill(area, bytes)) return false;
        _layout.CopyTo(picture, area, new ReadOnlySpan<byte>(_segment.Bytes, bytes));
        return true;
    }

    public void Dispose()
    {
        // The image's pixels are the segment's; Xlib knows and frees only its own structure.
        _ = LibX11.XDestroyImage(_image);
        _segment.Dispose();
    }

    private bool TryFill(Area area, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _segment.Length);

        // XShmGetImage takes the rectangle's size from the image and fills the segment from its beginning.
        _image->Width = area.Width;
        _image->Height = area.Height;
        _image->BytesPerLine = _layout.RowBytes(area.Width);
        XErrors.Clear();
        return LibXext.XShmGetImage(_display.Handle, _display.Root, _image, area.X, area.Y, LibX11.AllPlanes) != 0;
    }

    /// <summary>
    /// A server in another IPC namespace may have attached somebody else's segment that happens to have the same number.
    /// Then a mark left here stays; a pixel of the screen cannot equal both marks.
    /// </summary>
    private bool ServerWritesHere() => Overwrites(0x00) || Overwrites(0xFF);

    private bool Overwrites(byte mark)
    {
        int bytes = _layout.RowBytes(1);
        var pixel = new Span<byte>(_segment.Bytes, bytes);
        pixel.Fill(mark);
        return TryFill(new Area(0, 0, 1, 1), bytes) && pixel[..(_layout.BitsPerPixel / 8)].ContainsAnyExcept(mark);
    }
}
