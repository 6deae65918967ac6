using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// Draws the mouse pointer, which is no part of the root window's pixels, into the picture, and takes it away again: it keeps
/// the pixels it covers. Per capture: <see cref="Look"/>; if anything is to change, <see cref="TakeAway"/>, then the new
/// pixels, then <see cref="Draw"/>.
/// </summary>
internal sealed unsafe class PointerOverlay
{
    private readonly XDisplay _display;
    private Pointer? _pointer;
    private bool _shapeIsOld = true;
    private bool _isDue = true;
    private (int X, int Y)? _place;
    private Area _covered;
    private uint[] _below = [];

    public PointerOverlay(XDisplay display)
    {
        _display = display;
        LibXfixes.XFixesSelectCursorInput(display.Handle, display.Root, LibXfixes.DisplayCursorNotifyMask);
    }

    /// <summary>The server said that the pointer looks different now.</summary>
    public void HandleNewShape() => _shapeIsOld = true;

    /// <summary>The picture was exchanged for another one, in which nothing is drawn.</summary>
    public void Forget()
    {
        _covered = default;
        _isDue = true;
    }

    /// <summary>Asks where the pointer is. True if it is no longer as it was drawn.</summary>
    public bool Look()
    {
        int onThisScreen = LibX11.XQueryPointer(_display.Handle, _display.Root, out _, out _, out int x, out int y, out _, out _, out _);
        (int, int)? place = onThisScreen != 0 ? (x, y) : null;
        if (place != _place) _isDue = true;
        _place = place;
        if (_shapeIsOld) FetchShape();
        return _isDue;
    }

    public void TakeAway(Picture picture)
    {
        int kept = 0;
        for (int y = _covered.Y; y < _covered.Bottom; y++)
        {
            _below.AsSpan(kept, _covered.Width).CopyTo(Row(picture, y));
            kept += _covered.Width;
        }

        _covered = default;
        _isDue = true;
    }

    public void Draw(Picture picture)
    {
        _isDue = false;
        if (_pointer is null || _place is not { } place) return;
        Area whole = _pointer.At(place.X, place.Y);
        _covered = whole.Intersect(new Area(0, 0, picture.Size.Width, picture.Size.Height));
        if (_below.Length < _covered.PixelCount) _below = new uint[whole.PixelCount];
        int kept = 0;
        for (int y = _covered.Y; y < _covered.Bottom; y++)
        {
            Span<uint> row = Row(picture, y);
            row.CopyTo(_below.AsSpan(kept));
            kept += row.Length;
            ReadOnlySpan<uint> drawn = _pointer.Pixels.AsSpan(((y - whole.Y) * whole.Width) + (_covered.X - whole.X), row.Length);
            for (int x = 0; x < row.Length; x++) row[x] = Pointer.Blend(drawn[x], row[x]);
        }
    }

    private void FetchShape()
    {
        XErrors.Clear();
        XFixesCursorImage* image = LibXfixes.XFixesGetCursorImage(_display.Handle);

        // None is shown (a game or a player hid it) when the server answers with BadCursor.
        _pointer = image == null ? null : Pointer.From(image);
        if (image != null) _ = LibX11.XFree(image);
        XErrors.Clear();
        _shapeIsOld = false;
        _isDue = true;
    }

    private Span<uint> Row(Picture picture, int y) =>
        MemoryMarshal.Cast<byte, uint>(picture.Row(y)).Slice(_covered.X, _covered.Width);
}
