using System.Runtime.InteropServices;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// The root window of an X server's default screen, and where the mouse pointer is, if wanted. Only what was drawn to is read; a screen on
/// which nothing happens costs one question for the pointer's place. Calls block as long as the server takes to answer.
/// </summary>
internal sealed unsafe class X11ScreenSource : IScreenSource
{
    private readonly string _name;
    private readonly XDisplay _display;
    private readonly PixelLayout _layout;
    private readonly AreaList _areas = new();
    private readonly PointerWatch? _pointer;
    private readonly int _pointerEvent;
    private readonly DamageWatch? _damage;
    private IRootImage _image;

    // What the next call has to do beyond looking: all of it at first, after a change of size, and after a call that failed.
    private bool _isAllDue = true;
    private bool _isDamaged;
    private PictureSize _newSize;

    private X11ScreenSource(string name, XDisplay display, bool watchPointer)
    {
        _name = name;
        _display = display;
        _ = LibX11.XSelectInput(display.Handle, display.Root, LibX11.StructureNotifyMask);
        XWindowAttributes root = display.RootAttributes();
        Size = _newSize = display.SizeOf(root.Width, root.Height);
        _layout = PixelLayout.Of(display, root);
        if (HasFixes(display, out int firstEvent))
        {
            _pointerEvent = firstEvent + LibXfixes.CursorNotify;
            _pointer = watchPointer ? new PointerWatch(display) : null;
            _damage = DamageWatch.TryOpen(display);
        }

        _image = OpenImage(root);
    }

    public PictureSize Size { get; private set; }

    public string Description => $"screen {_display.Screen} of {_name}, {Size}";

    public bool SetsThePace => false;

    public PointerState Pointer => _pointer?.State ?? PointerState.Hidden;

    /// <summary>False where the server has no DAMAGE: then every call reads the whole screen.</summary>
    public bool KnowsDamage => _damage is not null;

    /// <summary>False where pixels have to go through the connection.</summary>
    public bool SharesMemory => _image is SharedRootImage;

    /// <param name="displayName">Such as ":0"; null for what DISPLAY says.</param>
    /// <exception cref="CaptureException">There is no such display, or none that can be captured.</exception>
    public static X11ScreenSource Open(string? displayName, bool watchPointer)
    {
        XDisplay display = XDisplay.Open(displayName);
        try
        {
            string name = displayName ?? "the display";
            return display.HasExtension("XWAYLAND")
                ? throw new CaptureException($"{name} is Xwayland, which shows black instead of the screen: start an X session")
                : new X11ScreenSource(name, display, watchPointer);
        }
        catch
        {
            display.Dispose();
            throw;
        }
    }

    public ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Size, Size);
        cancellation.ThrowIfCancellationRequested();
        _display.ThrowIfLost();
        CaptureOutcome outcome = Capture(picture);
        _display.ThrowIfLost();
        return new ValueTask<CaptureOutcome>(outcome);
    }

    public void Dispose()
    {
        _image.Dispose();
        _display.Dispose();
    }

    private CaptureOutcome Capture(Picture picture)
    {
        HandleEvents();
        if (_newSize != Size) return Resize();
        FindAreas();
        bool pointerChanged = _pointer?.Look(new Area(0, 0, Size.Width, Size.Height)) ?? false;
        if (_areas.Areas.IsEmpty && !pointerChanged) return CaptureOutcome.Unchanged;

        _isAllDue = true;
        foreach (Area area in _areas.Areas)
        {
            if (!_image.TryRead(area, picture)) return HandleRefusal();
        }

        _isAllDue = false;
        return CaptureOutcome.Captured;
    }

    private void HandleEvents()
    {
        // Those that wait now; later ones have their turn at the next call.
        for (int waiting = LibX11.XPending(_display.Handle); waiting > 0; waiting--)
        {
            XEvent next;
            _ = LibX11.XNextEvent(_display.Handle, &next);
            if (next.Type == XEvent.ConfigureNotify) _newSize = _display.SizeOf(next.Width, next.Height);
            else if (next.Type == _damage?.EventNumber) _isDamaged = true;
            else if (next.Type == _pointerEvent) _pointer?.HandleNewShape();
        }
    }

    private void FindAreas()
    {
        var screen = new Area(0, 0, Size.Width, Size.Height);
        _areas.Clear();
        if (_isDamaged) _damage?.TakeInto(_areas, screen);
        _isDamaged = false;
        if (!_isAllDue && _damage is not null) return;
        _areas.Clear();
        _areas.Add(screen);
    }

    /// <summary>Reading fails with BadMatch when the screen has shrunk and the event that says so is still on its way.</summary>
    private CaptureOutcome HandleRefusal()
    {
        string? refused = XErrors.Take(_display.Handle);
        XWindowAttributes root = _display.RootAttributes();
        _newSize = _display.SizeOf(root.Width, root.Height);
        return _newSize != Size
            ? Resize()
            : throw new CaptureException($"the X server refused to let the screen be read: {refused ?? "no reason given"}");
    }

    private CaptureOutcome Resize()
    {
        XWindowAttributes root = _display.RootAttributes();
        Size = _newSize = _display.SizeOf(root.Width, root.Height);
        _image.Dispose();
        _image = OpenImage(root);
        _isAllDue = true;
        return CaptureOutcome.Resized;
    }

    private IRootImage OpenImage(XWindowAttributes root) =>
        SharedRootImage.TryOpen(_display, root, _layout) is { } shared ? shared : new PlainRootImage(_display, _layout);

    private static bool HasFixes(XDisplay display, out int firstEvent)
    {
        firstEvent = 0;
        return NativeLibrary.TryLoad(LibXfixes.Name, out _)
            && LibXfixes.XFixesQueryExtension(display.Handle, out firstEvent, out _) != 0
            && LibXfixes.XFixesQueryVersion(display.Handle, out _, out _) != 0;
    }
}
