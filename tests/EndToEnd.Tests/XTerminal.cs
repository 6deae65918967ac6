using System.Diagnostics;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>A terminal window on a display, running a script. Disposing kills it.</summary>
internal sealed class XTerminal : IDisposable
{
    // Prints for some seconds and stands still. In between it asks the terminal where the cursor is (ECMA-48, DSR 6): the answer comes
    // when all before it has been drawn.
    private const string Script = """
        i=0
        while [ $i -lt 60 ]; do
          printf '\033[3%dmline %d of the real screen: the quick brown fox jumps over the lazy dog\033[0m\n' $((i % 8)) $i
          i=$((i + 1))
          sleep 0.05
        done
        stty raw -echo
        printf '\033[6n'
        head -c 4 >/dev/null
        echo drawn >"$1"
        exec sleep 600
        """;

    private readonly Process _process;
    private readonly string _markerFile;

    private XTerminal(Process process, string markerFile)
    {
        _process = process;
        _markerFile = markerFile;
    }

    public static XTerminal Start(XServer server, string markerFile)
    {
        string program = Programs.Require("xterm", "xterm");
        string[] arguments = ["-display", server.Display, "-geometry", "150x50+40+40", "-e", "sh", "-c", Script, "sh", markerFile];
        return new XTerminal(Process.Start(program, arguments), markerFile);
    }

    /// <summary>Waits until the script has printed all and the window shows it.</summary>
    public async Task StandsStillAsync(CancellationToken cancellation)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!File.Exists(_markerFile))
        {
            Assert.False(_process.HasExited, "the terminal has ended");
            await look.WaitForNextTickAsync(cancellation);
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
