namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// The dialogs and menus of a window that lie over it. A dialog names its owner; a menu is a window that no window manager handles, of
/// the same program. Kept redirected, so that they too are whole whatever covers them.
/// </summary>
internal sealed unsafe class WindowCompanions(XDisplay display, nuint window) : IDisposable
{
    private readonly WindowProperties _properties = new(display);
    private readonly nuint _programBits = ~ResourceMask(display);
    private readonly Dictionary<nuint, RedirectedWindow> _redirected = [];

    /// <summary>From the lowest to the highest, and where each is on the screen.</summary>
    public List<(RedirectedWindow Window, int X, int Y)> Stack { get; } = [];

    /// <summary>Looks again which there are and where. Somebody mapped, moved or restacked a window.</summary>
    /// <param name="over">Only what overlaps this part of the screen counts.</param>
    public void Refresh(Area over)
    {
        Stack.Clear();
        nuint own = _properties.TopLevelOf(window);
        bool isAbove = false;
        foreach (nuint topLevel in _properties.ChildrenOf(display.Root))
        {
            if (isAbove && Inner(topLevel) is { } companion) Take(companion, over);
            isAbove |= topLevel == own;
        }

        foreach (nuint gone in _redirected.Keys.Where(key => Stack.TrueForAll(kept => kept.Window.Window != key)).ToArray())
        {
            _redirected.Remove(gone, out RedirectedWindow? old);
            old?.Dispose();
        }
    }

    public bool TryFind(nuint drawable, out RedirectedWindow? companion) => _redirected.TryGetValue(drawable, out companion);

    public void Dispose()
    {
        foreach (RedirectedWindow companion in _redirected.Values) companion.Dispose();
        _redirected.Clear();
    }

    /// <summary>The window in a top-level one that belongs to ours: itself, or what a window manager put a frame round.</summary>
    private nuint? Inner(nuint topLevel)
    {
        if (display.AttributesOf(topLevel) is not { MapState: XWindowAttributes.IsViewable } attributes) return null;
        if (BelongsToOurs(topLevel)) return topLevel;
        if (attributes.OverrideRedirect != 0 && (topLevel & _programBits) == (window & _programBits)) return topLevel;
        foreach (nuint child in _properties.ChildrenOf(topLevel))
        {
            if (BelongsToOurs(child)) return child;
        }

        return null;
    }

    private bool BelongsToOurs(nuint candidate)
    {
        // A dialog of a dialog of a dialog is one too; a ring of them is a program's mistake.
        const int DepthMax = 8;
        for (int depth = 0; depth < DepthMax && candidate != 0; depth++)
        {
            candidate = _properties.OwnerOf(candidate);
            if (candidate == window) return true;
        }

        return false;
    }

    private void Take(nuint companion, Area over)
    {
        if (display.AttributesOf(companion) is not { } attributes) return;
        _ = LibX11.XTranslateCoordinates(display.Handle, companion, display.Root, 0, 0, out int x, out int y, out _);
        if (over.Intersect(new Area(x, y, attributes.Width, attributes.Height)).IsEmpty) return;
        if (!_redirected.TryGetValue(companion, out RedirectedWindow? redirected))
        {
            if (RedirectedWindow.TryOpen(display, companion, Backdrop.Picture) is not { } opened) return;
            _redirected[companion] = redirected = opened;
        }
        else if ((redirected.Width, redirected.Height) != (attributes.Width, attributes.Height))
        {
            _ = redirected.TryRename();
        }
        else
        {
            _ = redirected.TryReshape();
        }

        Stack.Add((redirected, x, y));
    }

    /// <summary>The bits that tell one program's windows apart. Xlib.h, _XPrivDisplay: private4.</summary>
    private static nuint ResourceMask(XDisplay display)
    {
        const int MaskOffset = 48;
        const nuint UsualMask = 0x1FFFFF; // 256 programs
        nuint mask = *(nuint*)(display.Handle + MaskOffset);
        return mask is > 0xFFF and < 0x1FFFFFFF && (mask & (mask + 1)) == 0 ? mask : UsualMask;
    }
}
