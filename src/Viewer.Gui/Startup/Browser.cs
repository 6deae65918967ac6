using System.ComponentModel;
using System.Diagnostics;

namespace ScreenShare.Viewer.Gui.Startup;

/// <summary>The person's browser, if there is one to be opened.</summary>
internal static class Browser
{
    /// <summary>False when nothing could be started; then the person opens the address by hand.</summary>
    public static bool TryOpen(string address)
    {
        if (StartInfo(address) is not { } start) return false;
        try
        {
            using Process? process = Process.Start(start);
            if (start.RedirectStandardInput) process?.StandardInput.Close();
            return true;
        }
        catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static ProcessStartInfo? StartInfo(string address)
    {
        if (OperatingSystem.IsWindows()) return new ProcessStartInfo(address) { UseShellExecute = true };
        if (OperatingSystem.IsMacOS()) return new ProcessStartInfo("open", [address]);

        // Over a plain terminal xdg-open would start a text browser in it.
        bool hasDesktop = Has("DISPLAY") || Has("WAYLAND_DISPLAY");
        return hasDesktop
            ? new ProcessStartInfo("xdg-open", [address])
            {
                RedirectStandardInput = true, // the terminal may be the shell's, and what is typed is for no browser
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
            : null;
    }

    private static bool Has(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
