using System.Diagnostics;

namespace ScreenShare.TestPrograms;

/// <summary>Somebody else's program on a display. What it complains of is dropped. Disposing kills it and what it started.</summary>
internal sealed class XProgram : IDisposable
{
    private readonly Process _process;

    private XProgram(Process process) => _process = process;

    /// <summary>Skips the test where the program is missing.</summary>
    /// <param name="package">Debian's name of what it comes with.</param>
    public static XProgram Start(XServer server, string name, string package, params string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.Require(name, package), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("WAYLAND_DISPLAY");
        start.Environment["DISPLAY"] = server.Display;

        // Not null: null is for programs that hand over to a running instance of themselves.
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new XProgram(process);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
