using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ScreenShare.TestPrograms;

/// <summary>An X server of a test's own, without a monitor, on a display number that was free.</summary>
internal sealed class XServer : IDisposable
{
    private readonly Process _process;

    private XServer(Process process, string display)
    {
        _process = process;
        Display = display;
    }

    /// <summary>Such as ":99".</summary>
    public string Display { get; }

    /// <summary>Skips the test where there is no Xvfb.</summary>
    /// <param name="screen">WIDTHxHEIGHTxDEPTH.</param>
    /// <param name="missingExtension">An extension that the server is to do without.</param>
    public static XServer Start(string screen = "640x480x24", string? missingExtension = null)
    {
        string[] arguments = ["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"];
        if (missingExtension is not null) arguments = [.. arguments, "-extension", missingExtension];
        var start = new ProcessStartInfo(Programs.Require("Xvfb", "xvfb"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Not null: null is for programs that hand over to a running instance of themselves.
        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        string? number = process.StandardOutput.ReadLine();
        Assert.False(string.IsNullOrEmpty(number), "Xvfb started no display");
        return new XServer(process, $":{number}");
    }

    /// <summary>Ends the server at once, as a crash would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Lets it hang: it takes connections still, as the kernel does for it, and answers nothing.</summary>
    public void Stop() => Signal(19); // SIGSTOP

    /// <summary>After <see cref="Stop"/>.</summary>
    public void Continue() => Signal(18); // SIGCONT

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Signal(int signal) => Assert.Equal(0, SendSignal(_process.Id, signal));

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
