using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Reads through memory that the server and this process share (MIT-SHM), so no pixel passes through a socket.</summary>
internal sealed unsafe class SharedPixelReader : IPixelReader
{
    private readonly XDisplay _display;
    private readonly PixelLayout _layout;
    private readonly SharedSegment _segment;
    private readonly XImage* _image;

    private SharedPixelReader(XDisplay display, PixelLayout layout, SharedSegment segment, XImage* image)
    {
        _display = display;
        _layout = layout;
        _segment = segment;
        _image = image;
    }

    /// <returns>Null where there is no shared memory: a remote display, a server in another container, an old libXext.</returns>
    public static SharedPixelReader? TryOpen(XDisplay display, nuint drawable, XWindowAttributes drawn, PixelLayout layout)
    {
        if (!NativeLibrary.TryLoad(LibXext.Name, out _) || LibXext.XShmQueryExtension(display.Handle) == 0) return null;
        SharedSegment? segment = SharedSegment.TryCreate(display, layout.RowBytes(drawn.Width) * drawn.Height);
        if (segment is null) return null;

        XImage* image = LibXext.XShmCreateImage(
            display.Handle,
            drawn.Visual,
            (uint)drawn.Depth,
            LibX11.ZPixmap,
            segment.Bytes,
            segment.Description,
            (uint)drawn.Width,
            (uint)drawn.Height);
        if (image != null)
        {
            var shared = new SharedPixelReader(display, layout, segment, image);
            if (shared.ServerWritesHere(drawable)) return shared;
            shared.Dispose();
            return null;
        }

        segment.Dispose();
        return null;
    }

    public bool TryRead(nuint drawable, Area area, Picture picture, int x, int y)
    {
        int bytes = _layout.RowBytes(area.Width) * area.Height;
        if (!TryFill(drawable, area, bytes)) return false;
        _layout.CopyTo(picture, area with { X = x, Y = y }, new ReadOnlySpan<byte>(_segment.Bytes, bytes));
        return true;
    }

    public void Dispose()
    {
        // The image's pixels are the segment's; Xlib knows and frees only its own structure.
        _ = LibX11.XDestroyImage(_image);
        _segment.Dispose();
    }

    private bool TryFill(nuint drawable, Area area, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _segment.Length);

        // XShmGetImage takes the rectangle's size from the image and fills the segment from its beginning.
        _image->Width = area.Width;
        _image->Height = area.Height;
        _image->BytesPerLine = _layout.RowBytes(area.Width);
        XErrors.Clear();
        return LibXext.XShmGetImage(_display.Handle, drawable, _image, area.X, area.Y, LibX11.AllPlanes) != 0;
    }

    /// <summary>
    /// A server in another IPC namespace may have attached somebody else's segment that happens to have the same number.
    /// Then a mark left here stays; a pixel cannot equal both marks.
    /// </summary>
    private bool ServerWritesHere(nuint drawable) => Overwrites(drawable, 0x00) || Overwrites(drawable, 0xFF);

    private bool Overwrites(nuint drawable, byte mark)
    {
        int bytes = _layout.RowBytes(1);
        var pixel = new Span<byte>(_segment.Bytes, bytes);
        pixel.Fill(mark);
        return TryFill(drawable, new Area(0, 0, 1, 1), bytes) && pixel[..(_layout.BitsPerPixel / 8)].ContainsAnyExcept(mark);
    }
}
