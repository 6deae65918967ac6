using System.ComponentModel;
using System.Diagnostics;

namespace ScreenShare.Viewer.Gui.Startup;

/// <summary>The person's browser, if there is one to be opened.</summary>
internal static class Browser
{
    /// <summary>What opens a browser says by then that it found none. It may also be the browser itself, and stay.</summary>
    private static readonly TimeSpan RefusesWithin = TimeSpan.FromSeconds(3);

    /// <summary>
    /// False when none could be opened, of which nothing that can be started is known at once; then the person opens the address by hand.
    /// </summary>
    public static Task<bool> OpenAsync(string address, CancellationToken stop)
    {
        if (StartInfo(address) is not { } start) return Task.FromResult(false);
        try
        {
            Process? process = Process.Start(start);
            return process is null || start.UseShellExecute ? Task.FromResult(true) : IsOpenedAsync(process, stop);
        }
        catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException)
        {
            return Task.FromResult(false);
        }
    }

    private static async Task<bool> IsOpenedAsync(Process opener, CancellationToken stop)
    {
        using (opener)
        {
            if (opener.StartInfo.RedirectStandardInput) opener.StandardInput.Close();
            await opener.WaitForExitAsync(stop).WaitAsync(RefusesWithin, TimeProvider.System, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return !opener.HasExited || opener.ExitCode == 0;
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
