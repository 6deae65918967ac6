using System.ComponentModel;
using System.Diagnostics;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>An X server of a test's own, without a monitor, on a display number that was free.</summary>
internal sealed class XvfbServer : IDisposable
{
    private readonly Process _process;

    private XvfbServer(Process process, string display)
    {
        _process = process;
        Display = display;
    }

    /// <summary>Such as ":99".</summary>
    public string Display { get; }

    /// <summary>Skips the test where there is no Xvfb.</summary>
    /// <param name="screen">WIDTHxHEIGHTxDEPTH.</param>
    /// <param name="missingExtension">An extension that the server is to do without.</param>
    public static XvfbServer Start(string screen = "640x480x24", string? missingExtension = null)
    {
        var start = new ProcessStartInfo("Xvfb") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"])
            start.ArgumentList.Add(argument);
        if (missingExtension is not null)
        {
            start.ArgumentList.Add("-extension");
            start.ArgumentList.Add(missingExtension);
        }

        Process process;
        try
        {
            // Started means not null: null is for programs that hand over to a running instance of themselves.
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw Missing("Xvfb", "xvfb");
        }

        process.BeginErrorReadLine();
        string? number = process.StandardOutput.ReadLine();
        Assert.False(string.IsNullOrEmpty(number), "Xvfb started no display");
        return new XvfbServer(process, $":{number}");
    }

    /// <summary>Skips the running test; fails it where SCREENSHARE_NO_SKIPS=1 says that nothing may be missing.</summary>
    public static Exception Missing(string what, string package)
    {
        string reason = $"{what} is missing: install {package}";
        if (Environment.GetEnvironmentVariable("SCREENSHARE_NO_SKIPS") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return new UnreachableException();
    }

    /// <summary>Ends the server at once, as a crash would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
