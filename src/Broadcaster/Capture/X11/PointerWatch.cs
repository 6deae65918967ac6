using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// Where the mouse pointer is and what it looks like; it is no part of any window's pixels. The shape is fetched when it changes.
/// </summary>
internal sealed unsafe class PointerWatch
{
    private readonly XDisplay _display;
    private PointerShape? _shape;
    private bool _shapeIsOld = true;

    public PointerWatch(XDisplay display)
    {
        _display = display;
        LibXfixes.XFixesSelectCursorInput(display.Handle, display.Root, LibXfixes.DisplayCursorNotifyMask);
    }

    /// <summary>As of the last look.</summary>
    public PointerState State { get; private set; }

    /// <summary>The server said that the pointer looks different now.</summary>
    public void HandleNewShape() => _shapeIsOld = true;

    /// <summary>Asks where the pointer is. True if it moved or looks different.</summary>
    /// <param name="shown">The part of the root window that is shown: elsewhere the pointer is hidden.</param>
    public bool Look(Area shown)
    {
        int onThisScreen = LibX11.XQueryPointer(_display.Handle, _display.Root, out _, out _, out int x, out int y, out _, out _, out _);
        if (_shapeIsOld) FetchShape();
        bool isVisible = onThisScreen != 0 && _shape is not null && shown.Contains(new Area(x, y, 1, 1));
        PointerState state = isVisible ? new PointerState(true, x - shown.X, y - shown.Y, _shape) : PointerState.Hidden;
        bool isNew = state != State;
        State = state;
        return isNew;
    }

    private void FetchShape()
    {
        XErrors.Clear();
        XFixesCursorImage* image = LibXfixes.XFixesGetCursorImage(_display.Handle);

        // None is shown (a game or a player hid it) when the server answers with BadCursor.
        _shape = image == null ? null : ShapeOf(image->Pixels, image->Width, image->Height, image->HotX, image->HotY);
        if (image != null) _ = LibX11.XFree(image);
        XErrors.Clear();
        _shapeIsOld = false;
    }

    /// <summary>
    /// Null when there is nothing to see: of no size, or without a visible pixel, which is how programs hide it; and for one that no
    /// screen could show.
    /// </summary>
    /// <param name="image">Row by row; only the low 32 bits of each count.</param>
    private static PointerShape? ShapeOf(nuint* image, int width, int height, int hotX, int hotY)
    {
        if (width == 0 || height == 0 || width > PictureSize.EdgeMax || height > PictureSize.EdgeMax) return null;
        var pixels = new uint[width * height];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (uint)image[i];
        bool isSeen = pixels.AsSpan().ContainsAnyExcept(0u);
        return isSeen ? PointerShape.Fit(pixels, width, height, hotX, hotY) : null;
    }
}
