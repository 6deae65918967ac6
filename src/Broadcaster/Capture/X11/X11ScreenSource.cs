using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// The root window of an X server's default screen or a part of it, and where the mouse pointer is, if wanted. Only what was drawn to
/// is read; a screen on which nothing happens costs one question for the pointer's place. While the part is not there, its monitor off or
/// the screen too small, the last picture of it stays and the notice says so.
/// </summary>
internal sealed unsafe class X11ScreenSource : X11Source
{
    /// <summary>The screen may have shrunk and grown again between a read and the look at its size, but not so many times on end.</summary>
    private const int RefusalsMax = 20;

    private readonly ScreenPart _part;
    private readonly PixelLayout _layout;
    private readonly AreaList _areas = new();
    private readonly PointerWatch? _pointer;
    private readonly int _pointerEvent;
    private readonly DamageWatch? _damage;
    private readonly XEventWait _events;
    private readonly int _monitorEvents;
    private IPixelReader _reader;
    private int _refusals;

    // The part that is shown now, in the root window.
    private Area _place;

    // Why there is nothing to show just now.
    private string? _missing;

    // What the next call has to do beyond looking: all of it at first, after a change of size, and after a call that failed.
    private bool _isAllDue = true;
    private bool _isDamaged;
    private bool _isMoved;

    private X11ScreenSource(XDisplay display, ScreenPart part, bool watchPointer)
        : base(display)
    {
        _part = part.Settle(display);
        _ = LibX11.XSelectInput(display.Handle, display.Root, LibX11.StructureNotifyMask);
        if (ScreenMonitor.TryWatch(display, out int firstMonitorEvent)) _monitorEvents = firstMonitorEvent;
        XWindowAttributes root = display.RootAttributes();
        _place = _part.Find(display, new Area(0, 0, root.Width, root.Height), out string missing)
            ?? throw new CaptureException(missing);
        Size = display.SizeOf(_place.Width, _place.Height);
        _layout = PixelLayout.Of(display, display.Root, root);
        if (FixesExtension.TryOpen(display, out int firstEvent))
        {
            _pointerEvent = firstEvent + LibXfixes.CursorNotify;
            _pointer = watchPointer ? new PointerWatch(display) : null;
            _damage = DamageWatch.TryOpen(display, display.Root);
        }

        _reader = PixelReaders.Open(display, display.Root, root, _layout);
        _events = new XEventWait(display);
    }

    public override string Description => _part.Describe(Display, _place);

    public override string? Notice => _missing is null ? null : $"{_missing}; this is the last picture";

    public override PointerState Pointer => _missing is not null ? PointerState.Hidden : _pointer?.State ?? PointerState.Hidden;

    /// <summary>False where the server has no DAMAGE: then every call reads the whole screen.</summary>
    public bool KnowsDamage => _damage is not null;

    /// <summary>False where pixels have to go through the connection.</summary>
    public bool SharesMemory => _reader is SharedPixelReader;

    /// <param name="displayName">Such as ":0"; null for what DISPLAY says.</param>
    /// <param name="part">Null: all of it.</param>
    /// <exception cref="CaptureException">There is no such display or part, or none that can be captured.</exception>
    public static X11ScreenSource Open(string? displayName, bool watchPointer, ScreenPart? part = null) =>
        Open(displayName, display => display.HasExtension("XWAYLAND")
            ? throw new CaptureException($"{display.Name} is Xwayland, which shows black instead of the screen: start an X session")
            : new X11ScreenSource(display, part ?? new ScreenPart.All(), watchPointer));

    /// <summary>Without DAMAGE nothing gives a sign.</summary>
    public override ValueTask WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) =>
        _damage is null ? ValueTask.CompletedTask : _events.WaitAsync(atMost, cancellation);

    protected override void DisposeParts()
    {
        _events.Dispose();
        _reader.Dispose();
    }

    protected override CaptureOutcome Capture(Picture picture)
    {
        HandleEvents();
        if (_isMoved && Move() is { } moved) return moved;
        if (_missing is not null) return CaptureOutcome.Unchanged;
        FindAreas();
        bool pointerChanged = _pointer?.Look(_place) ?? false;
        if (_areas.Areas.IsEmpty && !pointerChanged) return CaptureOutcome.Unchanged;

        _isAllDue = true;
        foreach (Area area in _areas.Areas)
        {
            if (!_reader.TryRead(Display.Root, area, picture, area.X - _place.X, area.Y - _place.Y)) return HandleRefusal();
        }

        _isAllDue = false;
        _refusals = 0;
        return CaptureOutcome.Captured;
    }

    private void HandleEvents()
    {
        // Those that wait now; later ones have their turn at the next call.
        for (int waiting = LibX11.XPending(Display.Handle); waiting > 0; waiting--)
        {
            XEvent next;
            _ = LibX11.XNextEvent(Display.Handle, &next);
            if (next.Type == XEvent.ConfigureNotify || IsOfMonitors(next)) _isMoved = true;
            else if (next.Type == _damage?.EventNumber) _isDamaged = true;
            else if (next.Type == _pointerEvent) _pointer?.HandleNewShape();
        }
    }

    private bool IsOfMonitors(XEvent next) => _monitorEvents > 0 && (uint)(next.Type - _monitorEvents) < LibXrandr.EventCount;

    private void FindAreas()
    {
        _areas.Clear();
        if (_isDamaged) _damage?.TakeInto(_areas, _place);
        _isDamaged = false;
        if (!_isAllDue && _damage is not null) return;
        _areas.Clear();
        _areas.Add(_place);
    }

    /// <summary>Reading fails with BadMatch when the screen has shrunk and the event that says so is still on its way.</summary>
    private CaptureOutcome HandleRefusal()
    {
        string? refused = XErrors.Take(Display.Handle);
        if (Move() is { } moved) return moved;
        return ++_refusals < RefusalsMax
            ? CaptureOutcome.Unchanged
            : throw new CaptureException($"the X server refused to let the screen be read: {refused ?? "no reason given"}");
    }

    /// <summary>The root window may have changed its size, or the monitor its place. Null if the size of what is shown stayed.</summary>
    private CaptureOutcome? Move()
    {
        _isMoved = false;
        XWindowAttributes root = Display.RootAttributes();
        Area? found = _part.Find(Display, new Area(0, 0, root.Width, root.Height), out string missing);
        _isAllDue |= _missing is not null;
        _missing = found is null ? missing : null;
        if (found is not { } place) return CaptureOutcome.Unchanged;
        if (place == _place) return null;
        _place = place;
        _reader.Dispose();
        _reader = PixelReaders.Open(Display, Display.Root, root, _layout);
        _isAllDue = true;
        PictureSize size = Display.SizeOf(_place.Width, _place.Height);
        if (size == Size) return null;
        Size = size;
        return CaptureOutcome.Resized;
    }
}
