using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// One window alone, live also while others cover it, with its dialogs and menus where they lie over it. While it is minimised the
/// last picture stays and the notice says so; when it is closed the pictures end.
/// </summary>
internal sealed unsafe class X11WindowSource : X11Source
{
    private readonly nuint _window;
    private string _title;
    private readonly PointerWatch? _pointer;
    private readonly int _pointerEvent;
    private readonly RedirectedWindow _content;
    private readonly WindowProperties _properties;
    private readonly WindowCompanions _companions;
    private readonly SettlingSize _size;
    private readonly AreaList _areas = new();
    private readonly XEventWait _events;
    private WindowMargins _margins;

    // As the last event told, margins included; the content's size is the same once it has been renamed.
    private (int Width, int Height) _windowSize;

    // The part of the window inside its margins, and where that is on the screen.
    private Area _shown;
    private Area _place;
    private bool _isAllDue = true;
    private bool _isTreeOld = true;
    private bool _isTitleOld;
    private bool _isMinimised;

    private X11WindowSource(XDisplay display, NamedWindow window, bool watchPointer, TimeProvider time)
        : base(display)
    {
        (_window, _title) = (window.Id, window.ShortTitle);
        if (window.Obstacle is { } obstacle) throw new CaptureException($"the window {window} {obstacle}");
        _ = LibX11.XSelectInput(display.Handle, display.Root, LibX11.SubstructureNotifyMask);
        _ = LibX11.XSelectInput(display.Handle, _window, LibX11.StructureNotifyMask | LibX11.PropertyChangeMask);
        if (X11Library.WhatIsMissing(X11Library.Composite, X11Library.Damage, X11Library.Fixes) is { } missing)
            throw new CaptureException($"a window alone cannot be shown, since {missing}");
        if (!FixesExtension.TryOpen(display, out int firstEvent) || !CompositeExtension.IsThere(display))
            throw new CaptureException($"{display.Name} cannot show a window alone: it needs the extensions XFIXES, DAMAGE and COMPOSITE");
        _pointerEvent = firstEvent + LibXfixes.CursorNotify;
        _pointer = watchPointer ? new PointerWatch(display) : null;
        _content = RedirectedWindow.TryOpen(display, _window, Backdrop.PlainGround)
            ?? throw new CaptureException($"the window {window} cannot be captured: is it minimised? Restore it first");
        _companions = new WindowCompanions(display, _window);
        _properties = new WindowProperties(display);
        _margins = _properties.MarginsOf(_window);
        _windowSize = (_content.Width, _content.Height);
        _shown = Newest;
        Size = display.SizeOf(_shown.Width, _shown.Height);
        _size = new SettlingSize(Size, time);
        _events = new XEventWait(display);
    }

    public override string Description => $"window 0x{_window:x} '{_title}' of {Display.Name}, {Size}";

    public override PointerState Pointer => _isMinimised ? PointerState.Hidden : _pointer?.State ?? PointerState.Hidden;

    public override string? Notice => EndReason ?? (_isMinimised ? "the window is minimised; this is the last picture of it" : null);

    /// <summary>The part of the window to show by what was told last; shown once it has rested.</summary>
    private Area Newest => _margins.Within(_windowSize.Width, _windowSize.Height);

    /// <param name="asked">Its number, its title, or a part of that.</param>
    /// <exception cref="CaptureException">There is no such window, or none that can be captured.</exception>
    public static X11WindowSource Open(string? displayName, string asked, bool watchPointer, TimeProvider time) =>
        Open(displayName, display => new X11WindowSource(display, NamedWindow.Find(display, asked), watchPointer, time));

    public override ValueTask WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) => _events.WaitAsync(atMost, cancellation);

    protected override void DisposeParts()
    {
        _events.Dispose();
        _companions.Dispose();
        _content.Dispose();
    }

    protected override CaptureOutcome Capture(Picture picture)
    {
        HandleEvents();
        if (_isTitleOld) ReadTitle();
        if (EndReason is not null) return CaptureOutcome.Ended;
        if (_isTreeOld) LookAround();
        if (_isMinimised) return CaptureOutcome.Unchanged;
        if (Newest != _shown || (_content.Width, _content.Height) != _windowSize) return Settle();
        FindAreas();
        bool pointerChanged = _pointer?.Look(_place) ?? false;
        if (_areas.Areas.IsEmpty) return pointerChanged ? CaptureOutcome.Captured : CaptureOutcome.Unchanged;

        _isAllDue = true; // for when a read fails: the window is about to go, and events will tell
        foreach (Area area in _areas.Areas)
        {
            if (!TryReadAll(area, picture)) return CaptureOutcome.Unchanged;
        }

        _isAllDue = false;
        return CaptureOutcome.Captured;
    }

    private void HandleEvents()
    {
        for (int waiting = LibX11.XPending(Display.Handle); waiting > 0; waiting--)
        {
            XEvent next;
            _ = LibX11.XNextEvent(Display.Handle, &next);
            if (next.Type == _content.DamageEvent) HandleDamage(next.AskedFor);
            else if (next.Type == _pointerEvent) _pointer?.HandleNewShape();
            else if (next.Type == XEvent.PropertyNotify) HandleProperty(next);
            else if (next.AskedFor == _window && next.Window == _window) HandleOwn(next);
            else _isTreeOld = true;
        }
    }

    private void HandleDamage(nuint drawable)
    {
        if (drawable == _window) _content.IsDamaged = true;
        else if (_companions.TryFind(drawable, out RedirectedWindow? companion) && companion is not null) companion.IsDamaged = true;
    }

    // Only our window's are asked for. Maximised or tiled, a window has no margins; in the background it may have others.
    private void HandleProperty(XEvent changed)
    {
        _isTitleOld |= _properties.IsTitle(changed.Property);
        if (!_properties.IsMargins(changed.Property)) return;
        _margins = _properties.MarginsOf(_window);
        HandleNewest();
    }

    // A browser's is another for each page. Of a window that has just been closed there is nothing to read: then the last one counts.
    private void ReadTitle()
    {
        _isTitleOld = false;
        if (_properties.TitleOf(_window) is { Length: > 0 } title) _title = NamedWindow.Shorten(title);
    }

    private void HandleNewest() => _size.Handle(Display.SizeOf(Newest.Width, Newest.Height));

    private void HandleOwn(XEvent own)
    {
        _isTreeOld = true;
        if (own.Type == XEvent.DestroyNotify) EndReason = $"the window '{_title}' was closed";
        if (own.Type != XEvent.ConfigureNotify) return;
        _windowSize = (own.Width, own.Height);
        HandleNewest();
    }

    private CaptureOutcome Settle()
    {
        if (!_size.HasRested || !_content.TryRename()) return CaptureOutcome.Unchanged;
        _windowSize = (_content.Width, _content.Height);
        _shown = Newest;
        PictureSize size = Display.SizeOf(_shown.Width, _shown.Height);
        _size.Handle(size);
        _isAllDue = true;
        _isTreeOld = true;
        if (size == Size) return CaptureOutcome.Unchanged; // back to where it was, or other margins round the same
        Size = size;
        return CaptureOutcome.Resized;
    }

    /// <summary>Somebody mapped, unmapped, moved or restacked a window: is ours shown, where, and what lies over it?</summary>
    private void LookAround()
    {
        _isTreeOld = false;
        bool isShown = Display.AttributesOf(_window) is { MapState: XWindowAttributes.IsViewable };
        if (isShown && _isMinimised)
        {
            _isAllDue = true;
            isShown = _content.TryRename();
        }

        _isMinimised = !isShown; // or on another desktop, or about to be closed
        if (_isMinimised) return;
        _ = LibX11.XTranslateCoordinates(Display.Handle, _window, Display.Root, 0, 0, out int x, out int y, out _);
        _place = _shown with { X = x + _shown.X, Y = y + _shown.Y };
        bool hadCompanions = _companions.Stack.Count > 0;
        _companions.Refresh(_place);
        _isAllDue |= _content.TryReshape() || hadCompanions || _companions.Stack.Count > 0;
    }

    private void FindAreas()
    {
        var whole = new Area(0, 0, Size.Width, Size.Height);
        _areas.Clear();
        foreach (Area area in _content.TakeDamage())
            _areas.Add((area with { X = area.X - _shown.X, Y = area.Y - _shown.Y }).Intersect(whole));
        foreach ((RedirectedWindow companion, int x, int y) in _companions.Stack)
        {
            foreach (Area area in companion.TakeDamage())
                _areas.Add((area with { X = area.X + x - _place.X, Y = area.Y + y - _place.Y }).Intersect(whole));
        }

        if (!_isAllDue) return;
        _areas.Clear();
        _areas.Add(whole);
    }

    /// <summary>The window's own pixels, then those of what lies over it, from the lowest to the highest.</summary>
    private bool TryReadAll(Area area, Picture picture)
    {
        Area inWindow = area with { X = area.X + _shown.X, Y = area.Y + _shown.Y };
        if (!_content.TryRead(inWindow, picture, area.X, area.Y)) return false;
        foreach ((RedirectedWindow companion, int x, int y) in _companions.Stack)
        {
            var place = new Area(x - _place.X, y - _place.Y, companion.Width, companion.Height);
            Area seen = place.Intersect(area);
            if (!seen.IsEmpty) _ = companion.TryRead(seen with { X = seen.X - place.X, Y = seen.Y - place.Y }, picture, seen.X, seen.Y);
        }

        return true;
    }
}
