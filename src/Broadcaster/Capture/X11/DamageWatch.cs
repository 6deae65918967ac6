using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// Asks the server which parts of a window, children included, were drawn to. It may name more than changed, never less. An event says
/// that there is damage again; only then is it worth a round trip to fetch it.
/// </summary>
internal sealed unsafe class DamageWatch : IDisposable
{
    private readonly XDisplay _display;
    private readonly nuint _damage;
    private readonly nuint _region;

    private DamageWatch(XDisplay display, nuint window, int eventNumber)
    {
        _display = display;
        EventNumber = eventNumber;
        _region = LibXfixes.XFixesCreateRegion(display.Handle, null, 0);
        _damage = LibXdamage.XDamageCreate(display.Handle, window, LibXdamage.ReportNonEmpty);
    }

    /// <summary>The type of the events that announce damage.</summary>
    public int EventNumber { get; }

    /// <summary>Needs <see cref="FixesExtension"/> too, opened before. Ends with the connection or the window, if not before.</summary>
    /// <returns>Null if the server or this machine does not have the extension.</returns>
    public static DamageWatch? TryOpen(XDisplay display, nuint window) =>
        NativeLibrary.TryLoad(LibXdamage.Name, out _) && LibXdamage.XDamageQueryExtension(display.Handle, out int firstEvent, out _) != 0
            ? new DamageWatch(display, window, firstEvent)
            : null;

    /// <summary>
    /// Adds what was damaged since the last call. Whatever is drawn from now on counts for the next one, so call it before
    /// reading pixels.
    /// </summary>
    public void TakeInto(AreaList areas, Area window)
    {
        LibXdamage.XDamageSubtract(_display.Handle, _damage, 0, _region);
        XRectangle* rectangles = LibXfixes.XFixesFetchRegion(_display.Handle, _region, out int count);
        if (rectangles == null) return;
        foreach (XRectangle part in new ReadOnlySpan<XRectangle>(rectangles, count))
            areas.Add(new Area(part.X, part.Y, part.Width, part.Height).Intersect(window));
        _ = LibX11.XFree(rectangles);
    }

    public void Dispose()
    {
        LibXdamage.XDamageDestroy(_display.Handle, _damage);
        LibXfixes.XFixesDestroyRegion(_display.Handle, _region);
    }
}
