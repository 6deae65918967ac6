using System.ComponentModel;
using System.Diagnostics;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// A program that this one starts and that must not outlive it: killed, with whatever it started itself, when it is disposed and when
/// this program ends without that. Killed rather than asked, since it may hang.
/// </summary>
internal sealed class ChildProcess : Process
{
    /// <summary>
    /// The kernel needs a moment for its end. What hangs in the kernel itself, on a lost network drive, cannot be waited for.
    /// </summary>
    private static readonly TimeSpan EndAtMost = TimeSpan.FromMilliseconds(200);

    private ChildProcess(ProcessStartInfo start) => StartInfo = start;

    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static new ChildProcess Start(ProcessStartInfo start)
    {
        var child = new ChildProcess(start);
        child.Start();
        AppDomain.CurrentDomain.ProcessExit += child.EndWithThisProgram;
        return child;
    }

    /// <summary>Kills it and what it started. Any thread; no harm when it has ended.</summary>
    public void End()
    {
        try
        {
            Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // Ended meanwhile, or one of those it started has.
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            AppDomain.CurrentDomain.ProcessExit -= EndWithThisProgram;
            End();
            WaitForExit(EndAtMost);
        }

        base.Dispose(disposing);
    }

    private void EndWithThisProgram(object? sender, EventArgs ending) => End();
}
