using System.Runtime.InteropServices;
using System.Text;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Reads what windows say of themselves. Windows may vanish at any time: then there is nothing to read.</summary>
internal sealed unsafe class WindowProperties(XDisplay display)
{
    private const nint UnitsMax = 64 * 1024; // 256 KiB: a list of that many windows, a title longer than any

    private readonly nuint _netName = Atom(display, "_NET_WM_NAME");
    private readonly nuint _name = Atom(display, "WM_NAME");
    private readonly nuint _state = Atom(display, "WM_STATE");
    private readonly nuint _transientFor = Atom(display, "WM_TRANSIENT_FOR");
    private readonly nuint _clientList = Atom(display, "_NET_CLIENT_LIST");

    /// <summary>Empty when it has none.</summary>
    public string TitleOf(nuint window)
    {
        byte[] title = Read(window, _netName);
        if (title.Length > 0) return Encoding.UTF8.GetString(title);
        return Encoding.Latin1.GetString(Read(window, _name)); // ICCCM: text without more ado is Latin 1
    }

    /// <summary>Whether a window manager has taken it in hand: a program's own window, not a frame round it.</summary>
    public bool IsManaged(nuint window) => Read(window, _state).Length > 0;

    /// <summary>The window it belongs to, as dialogs do; 0: none.</summary>
    public nuint OwnerOf(nuint window) => Numbers(window, _transientFor).FirstOrDefault();

    /// <summary>All windows that the window manager knows; empty without one.</summary>
    public nuint[] Managed() => Numbers(display.Root, _clientList);

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

    private nuint[] Numbers(nuint window, nuint property) => MemoryMarshal.Cast<byte, nuint>(Read(window, property)).ToArray();

    private byte[] Read(nuint window, nuint property)
    {
        if (property == 0) return [];
        int failed = LibX11.XGetWindowProperty(
            display.Handle,
            window,
            property,
            offset: 0,
            UnitsMax,
            delete: 0,
            LibX11.AnyPropertyType,
            out _,
            out int format,
            out nuint items,
            out _,
            out byte* value);
        if (failed != 0 || value == null) return [];
        int itemBytes = format == 32 ? sizeof(nuint) : format / 8;
        byte[] copy = new ReadOnlySpan<byte>(value, (int)items * itemBytes).ToArray();
        _ = LibX11.XFree(value);
        return copy;
    }

    private static nuint Atom(XDisplay display, string name) => LibX11.XInternAtom(display.Handle, name, onlyIfExists: 0);
}
