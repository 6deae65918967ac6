using System.Runtime.InteropServices;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// One window that draws into memory of its own, so that it can be read whole whatever lies over it. The memory is another one after
/// each change of size: until <see cref="TryRename"/> the old one keeps what it held.
/// </summary>
internal sealed class RedirectedWindow : IDisposable
{
    private readonly XDisplay _display;
    private readonly Backdrop _backdrop;
    private readonly DamageWatch _damage;
    private readonly AreaList _damaged = new();
    private nuint _pixmap;
    private int _border;
    private WindowShape _shape = WindowShape.Whole(default);
    private IPixelReader? _reader;

    private RedirectedWindow(XDisplay display, nuint window, Backdrop backdrop, DamageWatch damage)
    {
        _display = display;
        _backdrop = backdrop;
        _damage = damage;
        Window = window;
    }

    public nuint Window { get; }

    /// <summary>Of what can be read: not the window's own between a change of size and <see cref="TryRename"/>.</summary>
    public int Width { get; private set; }

    public int Height { get; private set; }

    public int DamageEvent => _damage.EventNumber;

    /// <summary>The server said that it drew something.</summary>
    public bool IsDamaged { get; set; } = true;

    /// <param name="backdrop">What is seen through it where it has alpha.</param>
    /// <returns>Null if the window cannot be redirected or is not on the screen now.</returns>
    public static RedirectedWindow? TryOpen(XDisplay display, nuint window, Backdrop backdrop)
    {
        if (DamageWatch.TryOpen(display, window) is not { } damage) return null;
        LibXcomposite.XCompositeRedirectWindow(display.Handle, window, LibXcomposite.RedirectAutomatic);
        if (NativeLibrary.TryLoad(LibXext.Name, out _)) LibXext.XShapeSelectInput(display.Handle, window, LibXext.ShapeNotifyMask);
        var redirected = new RedirectedWindow(display, window, backdrop, damage);
        if (redirected.TryRename()) return redirected;
        redirected.Dispose();
        return null;
    }

    /// <summary>Takes up the memory of the window's present size. False while it is not on the screen; then the old one stays.</summary>
    public bool TryRename()
    {
        if (_display.AttributesOf(Window) is not { MapState: XWindowAttributes.IsViewable } attributes) return false;
        XErrors.Clear();
        nuint pixmap = LibXcomposite.XCompositeNameWindowPixmap(_display.Handle, Window);
        _ = LibX11.XSync(_display.Handle, 0);
        if (XErrors.Take(_display.Handle) is not null) return false;

        Release();
        _pixmap = pixmap;
        (Width, Height, _border) = (attributes.Width, attributes.Height, attributes.BorderWidth);
        _reader = PixelReaders.Open(_display, pixmap, attributes, PixelLayout.Of(_display, pixmap, attributes, _backdrop));
        IsDamaged = true;
        _ = TryReshape();
        return true;
    }

    /// <summary>Looks again at the window's shape. True if it is another now.</summary>
    public bool TryReshape()
    {
        WindowShape shape = WindowShape.Of(_display, Window, new Area(0, 0, Width, Height));
        if (shape.Equals(_shape)) return false;
        _shape = shape;
        return true;
    }

    /// <summary>What was drawn since the last call, in the window's own coordinates; valid until the next.</summary>
    public ReadOnlySpan<Area> TakeDamage()
    {
        _damaged.Clear();
        if (IsDamaged) _damage.TakeInto(_damaged, new Area(0, 0, Width, Height));
        IsDamaged = false;
        return _damaged.Areas;
    }

    /// <summary>Reads an area of the window to (x, y) of the picture.</summary>
    public bool TryRead(Area area, Picture picture, int x, int y)
    {
        if (_shape.IsWhole) return TryReadAll(area, picture, x, y);
        if (_backdrop != Backdrop.Picture)
        {
            if (!TryReadAll(area, picture, x, y)) return false;
            _shape.FillAround(picture, area, x, y, PixelLayout.PlainGround);
            return true;
        }

        foreach (Area part in _shape.Parts)
        {
            Area seen = part.Intersect(area);
            if (!seen.IsEmpty && !TryReadAll(seen, picture, x + seen.X - area.X, y + seen.Y - area.Y)) return false;
        }

        return true;
    }

    public void Dispose()
    {
        Release();
        if (_display.IsLost) return;
        _damage.Dispose();
        LibXcomposite.XCompositeUnredirectWindow(_display.Handle, Window, LibXcomposite.RedirectAutomatic);
    }

    private bool TryReadAll(Area area, Picture picture, int x, int y) =>
        _reader is not null && _reader.TryRead(_pixmap, area with { X = area.X + _border, Y = area.Y + _border }, picture, x, y);

    private void Release()
    {
        _reader?.Dispose();
        _reader = null;
        if (_pixmap != 0 && !_display.IsLost) _ = LibX11.XFreePixmap(_display.Handle, _pixmap);
        _pixmap = 0;
    }
}
