using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>A monitor and the part of the root window it shows.</summary>
/// <param name="Number">From 1, in the server's order, which puts the primary one first.</param>
internal sealed record ScreenMonitor(int Number, string Name, Area Place)
{
    /// <summary>Empty where the server or this machine does not know of monitors.</summary>
    public static unsafe IReadOnlyList<ScreenMonitor> All(XDisplay display)
    {
        if (!NativeLibrary.TryLoad(LibXrandr.Name, out _) || LibXrandr.XRRQueryExtension(display.Handle, out _, out _) == 0) return [];
        if (LibXrandr.XRRQueryVersion(display.Handle, out int major, out int minor) == 0 || (major, minor).CompareTo((1, 5)) < 0) return [];

        XrrMonitor* found = LibXrandr.XRRGetMonitors(display.Handle, display.Root, onlyActive: 1, out int count);
        if (found == null) return [];
        var monitors = new List<ScreenMonitor>();
        for (int i = 0; i < count; i++)
        {
            XrrMonitor monitor = found[i];
            var place = new Area(monitor.X, monitor.Y, monitor.Width, monitor.Height);
            monitors.Add(new ScreenMonitor(i + 1, AtomName(display, monitor.Name), place));
        }

        LibXrandr.XRRFreeMonitors(found);
        return monitors;
    }

    /// <summary>Asks for an event whenever a monitor goes, comes or shows another part.</summary>
    /// <param name="firstEvent">Of <see cref="LibXrandr.EventCount"/>.</param>
    /// <returns>False where the server or this machine does not know of monitors.</returns>
    public static bool TryWatch(XDisplay display, out int firstEvent)
    {
        firstEvent = 0;
        if (!NativeLibrary.TryLoad(LibXrandr.Name, out _) || LibXrandr.XRRQueryExtension(display.Handle, out firstEvent, out _) == 0)
            return false;
        LibXrandr.XRRSelectInput(display.Handle, display.Root, LibXrandr.MonitorChangeMask);
        return true;
    }

    public override string ToString() => $"monitor {Number} ({Name}), {Place.Width}x{Place.Height} at {Place.X},{Place.Y}";

    private static unsafe string AtomName(XDisplay display, nuint atom)
    {
        nint name = LibX11.XGetAtomName(display.Handle, atom);
        string text = Marshal.PtrToStringUTF8(name) ?? "";
        if (name != 0) _ = LibX11.XFree((void*)name);
        return text;
    }
}
