using System.Runtime.InteropServices;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>A connection to an X server and the root window of its default screen. Used by one thread at a time.</summary>
internal sealed unsafe class XDisplay : IDisposable
{
    private readonly string _name;
    private readonly int* _lost;

    private XDisplay(string name, nint handle)
    {
        _name = name;
        Handle = handle;
        Screen = LibX11.XDefaultScreen(handle);
        Root = LibX11.XDefaultRootWindow(handle);
        _lost = (int*)NativeMemory.AllocZeroed(sizeof(int));
        XErrors.ReportLoss(handle, _lost);
    }

    /// <summary>As it was asked for, such as ":0".</summary>
    public string Name => _name;

    public nint Handle { get; private set; }

    public int Screen { get; }

    public nuint Root { get; }

    /// <summary>True once the connection has broken; nothing can be asked of the server any more.</summary>
    public bool IsLost => *_lost != 0;

    /// <param name="name">Such as ":0"; null for what DISPLAY says.</param>
    public static XDisplay Open(string? name)
    {
        string shown = name ?? "the display";
        try
        {
            XErrors.EnsureInstalled();
            nint handle = LibX11.XOpenDisplay(name);
            return handle != 0
                ? new XDisplay(shown, handle)
                : throw new CaptureException($"{shown} cannot be opened: no X server answers there, or it does not let this user in");
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException) // none, or another under its name
        {
            throw new CaptureException(
                $"capturing the screen needs {LibX11.Name}, which cannot be loaded: install {X11Library.AllPackages}", missing);
        }
    }

    public XWindowAttributes RootAttributes() =>
        AttributesOf(Root) ?? throw new CaptureException($"{_name} does not describe its root window");

    /// <returns>Null if there is no such window any more.</returns>
    public XWindowAttributes? AttributesOf(nuint window)
    {
        XWindowAttributes attributes = default;
        int known = LibX11.XGetWindowAttributes(Handle, window, &attributes);
        ThrowIfLost();
        return known != 0 ? attributes : null;
    }

    /// <summary>A size as the server gave it. It may be too large to be sent, unless it is made smaller.</summary>
    public PictureSize SizeOf(int width, int height) => PictureSize.IsHeld(width, height)
        ? new PictureSize(width, height)
        : throw new CaptureException(
            $"what is shown of {_name} is {width}x{height}, more than fits into memory: {PictureCopier.ShowAPart}");

    public bool HasExtension(string name) => LibX11.XQueryExtension(Handle, name, out _, out _, out _) != 0;

    /// <exception cref="CaptureException">The connection has broken.</exception>
    public void ThrowIfLost()
    {
        if (IsLost) throw new CaptureException($"the X server of {_name} went away: the session ended, or the server was stopped");
    }

    public void Dispose()
    {
        if (Handle == 0) return;
        _ = LibX11.XCloseDisplay(Handle);
        Handle = 0;
        NativeMemory.Free(_lost);
    }
}
