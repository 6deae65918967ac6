namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Reads what windows say of themselves. Windows may vanish at any time: then there is nothing to read.</summary>
internal sealed unsafe class WindowProperties(XDisplay display)
{
    private const nint UnitsMax = 64 * 1024; // 256 KiB: a list of that many windows, the beginning of a title longer than any

    private const int AllDesktops = -1; // EWMH, _NET_WM_DESKTOP: 0xFFFFFFFF
    private const nuint IconicState = 3; // ICCCM 4.1.3.1

    private readonly TextProperties _texts = new(display);
    private readonly nuint _netName = Atom(display, "_NET_WM_NAME");
    private readonly nuint _name = Atom(display, "WM_NAME");
    private readonly nuint _state = Atom(display, "WM_STATE");
    private readonly nuint _netState = Atom(display, "_NET_WM_STATE");
    private readonly nuint _hidden = Atom(display, "_NET_WM_STATE_HIDDEN");
    private readonly nuint _desktop = Atom(display, "_NET_WM_DESKTOP");
    private readonly nuint _currentDesktop = Atom(display, "_NET_CURRENT_DESKTOP");
    private readonly nuint _margins = Atom(display, "_GTK_FRAME_EXTENTS");
    private readonly nuint _transientFor = Atom(display, "WM_TRANSIENT_FOR");
    private readonly nuint _clientList = Atom(display, "_NET_CLIENT_LIST");

    /// <summary>One printable line; empty when it has none.</summary>
    public string TitleOf(nuint window)
    {
        string title = _texts.Read(Read(window, _netName), out bool isSound); // EWMH: before the other
        if (title.Length > 0 && isSound) return title;
        string older = _texts.Read(Read(window, _name), out bool isOlderSound);
        return older.Length > 0 && (isOlderSound || title.Length == 0) ? older : title;
    }

    /// <param name="attributes">The window's own.</param>
    public WindowPresence PresenceOf(nuint window, XWindowAttributes attributes)
    {
        if (attributes.MapState == XWindowAttributes.IsViewable) return WindowPresence.Shown;
        if (Read(window, _netState).Numbers.Contains(_hidden)) return WindowPresence.Minimised;
        if (Read(window, _desktop).Numbers is [var desktop] && Read(display.Root, _currentDesktop).Numbers is [var current])
            return desktop != current && (int)desktop != AllDesktops ? WindowPresence.OnAnotherDesktop : WindowPresence.Minimised;
        return Read(window, _state).Numbers is [IconicState, ..] ? WindowPresence.Minimised : WindowPresence.Hidden;
    }

    /// <summary>None where a window tells none, or something else under that name.</summary>
    public WindowMargins MarginsOf(nuint window)
    {
        WindowProperty told = Read(window, _margins);
        if (told.Type != LibX11.CardinalType) return default;
        return told.Numbers is [var left, var right, var top, var bottom]
            ? new WindowMargins((uint)left, (uint)right, (uint)top, (uint)bottom)
            : default;
    }

    public bool IsMargins(nuint property) => property == _margins;

    public bool IsTitle(nuint property) => property == _netName || property == _name;

    /// <summary>The window it belongs to, as dialogs do; 0: none.</summary>
    public nuint OwnerOf(nuint window) => Read(window, _transientFor).Numbers is [var owner, ..] ? owner : 0;

    /// <summary>All windows that the window manager knows; empty without one.</summary>
    public nuint[] Managed() => Read(display.Root, _clientList).Numbers.ToArray();

    /// <summary>From the lowest to the highest; empty when the window is gone.</summary>
    public nuint[] ChildrenOf(nuint window)
    {
        int known = LibX11.XQueryTree(display.Handle, window, out _, out _, out nuint* children, out uint count);
        if (known == 0 || children == null) return [];
        nuint[] copy = new ReadOnlySpan<nuint>(children, (int)count).ToArray();
        _ = LibX11.XFree(children);
        return copy;
    }

    /// <summary>The root's child that a window is in or is itself; 0 when it is gone.</summary>
    public nuint TopLevelOf(nuint window)
    {
        while (true)
        {
            if (LibX11.XQueryTree(display.Handle, window, out nuint root, out nuint parent, out nuint* children, out _) == 0) return 0;
            if (children != null) _ = LibX11.XFree(children);
            if (parent == root || parent == 0) return window;
            window = parent;
        }
    }

    private WindowProperty Read(nuint window, nuint property)
    {
        int failed = LibX11.XGetWindowProperty(
            display.Handle,
            window,
            property,
            offset: 0,
            UnitsMax,
            delete: 0,
            LibX11.AnyPropertyType,
            out nuint type,
            out int format,
            out nuint items,
            out _,
            out byte* value);
        if (failed != 0 || value == null) return WindowProperty.None;
        int itemBytes = format == 32 ? sizeof(nuint) : format / 8;
        byte[] copy = new ReadOnlySpan<byte>(value, (int)items * itemBytes).ToArray();
        _ = LibX11.XFree(value);
        return new WindowProperty(type, format, copy);
    }

    private static nuint Atom(XDisplay display, string name) => LibX11.XInternAtom(display.Handle, name, onlyIfExists: 0);
}
