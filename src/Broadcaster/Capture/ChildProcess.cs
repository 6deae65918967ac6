using System.Collections.Concurrent;
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

    /// <summary>Those to be ended with this program.</summary>
    private static readonly ConcurrentDictionary<ChildProcess, bool> Running = new();

    /// <summary>While one is being started it can neither be killed nor forgotten.</summary>
    private static readonly Lock Starting = new();
    private static bool _isProgramOver;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += EndAll;

    private ChildProcess(ProcessStartInfo start) => StartInfo = start;

    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static new ChildProcess Start(ProcessStartInfo start)
    {
        var child = new ChildProcess(start);
        lock (Starting)
        {
            if (_isProgramOver) throw new Win32Exception("this program is ending");
            child.Start();
            Running[child] = true;
        }

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
            Running.TryRemove(this, out _);
            End();
            WaitForExit(EndAtMost);
        }

        base.Dispose(disposing);
    }

    private static void EndAll(object? sender, EventArgs ending)
    {
        lock (Starting)
        {
            _isProgramOver = true;
            foreach (ChildProcess child in Running.Keys) child.End();
        }
    }
}
