using System.Runtime.InteropServices;
using System.Text;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// Stands in for Xlib's own error handlers, which print and end the process. Xlib calls a handler inside the call that met the
/// error, on the thread that made it, so the last error is kept per thread: call <see cref="Clear"/>, make the call, then
/// <see cref="Take"/>.
/// </summary>
internal static unsafe class XErrors
{
    [ThreadStatic]
    private static XErrorEvent s_last;

    private static readonly Lock Installing = new();
    private static bool s_isInstalled;

    // libX11 1.7 (2020) and later. Before that a lost display ends the process, whatever a handler does.
    private static delegate* unmanaged<nint, delegate* unmanaged<nint, void*, void>, void*, void> s_setExitHandler;

    /// <summary>Installs the handlers if they are not yet; call before any other function of Xlib.</summary>
    /// <exception cref="DllNotFoundException">There is no libX11.</exception>
    public static void EnsureInstalled()
    {
        lock (Installing)
        {
            if (s_isInstalled) return;
            _ = LibX11.XInitThreads();
            _ = LibX11.XSetErrorHandler(&OnError);
            _ = LibX11.XSetIOErrorHandler(&OnInputOutputError);
            nint library = NativeLibrary.Load(LibX11.Name);
            if (NativeLibrary.TryGetExport(library, "XSetIOErrorExitHandler", out nint export))
                s_setExitHandler = (delegate* unmanaged<nint, delegate* unmanaged<nint, void*, void>, void*, void>)export;
            s_isInstalled = true;
        }
    }

    /// <summary>When the display is lost, writes 1 to <paramref name="lost"/> instead of ending the process.</summary>
    /// <param name="lost">Unmanaged memory that lives as long as the display's connection.</param>
    public static void ReportLoss(nint display, int* lost)
    {
        if (s_setExitHandler != null) s_setExitHandler(display, &OnConnectionLost, lost);
    }

    public static void Clear() => s_last = default;

    /// <summary>What went wrong on this thread since <see cref="Clear"/>, in words; null if nothing.</summary>
    public static string? Take(nint display)
    {
        XErrorEvent last = s_last;
        s_last = default;
        if (last.ErrorCode == 0) return null;

        const int textBytes = 128;
        byte* text = stackalloc byte[textBytes];
        _ = LibX11.XGetErrorText(display, last.ErrorCode, text, textBytes);
        string words = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
        return $"{words}, request {last.RequestCode}.{last.MinorCode}";
    }

    [UnmanagedCallersOnly]
    private static int OnError(nint display, XErrorEvent* error)
    {
        s_last = *error;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int OnInputOutputError(nint display) => 0;

    [UnmanagedCallersOnly]
    private static void OnConnectionLost(nint display, void* lost) => *(int*)lost = 1;
}
