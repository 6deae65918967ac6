using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ScreenShare.CommandLine;

/// <summary>
/// What asks a program to end, as a cancellation: Ctrl-C, a service manager's SIGTERM, a terminal that is closed, Ctrl-\ (Ctrl-Break). The
/// first asks for an end in order. The second, or an end that takes too long, ends the process at once, after what stands ready for that
/// (<see cref="AppDomain.ProcessExit"/>: the terminal is given back, children are ended) had a moment.
/// </summary>
public sealed partial class StopSignals : IDisposable
{
    /// <summary>A few bytes to a terminal; one that was stopped (Ctrl-S) takes none, for ever.</summary>
    private static readonly TimeSpan LastWordsAtMost = TimeSpan.FromMilliseconds(500);

    /// <summary>Told that its console is closed, a program on Windows ends when it returns from that, or after five seconds.</summary>
    private static readonly TimeSpan ConsoleStaysFor = TimeSpan.FromSeconds(4.5);

    private readonly CancellationTokenSource _asked = new();
    private readonly ManualResetEventSlim _isOver = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TimeSpan? _endingAtMost;
    private readonly TimeProvider _time;
    private int _count;
    private ITimer? _overdue;

    /// <param name="endingAtMost">Still there so long after it was asked, the process is ended; null: it sees to that itself.</param>
    public StopSignals(TimeSpan? endingAtMost, TimeProvider time)
    {
        (_endingAtMost, _time) = (endingAtMost, time);
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>Cancelled by the first.</summary>
    public CancellationToken Asked => _asked.Token;

    public void Dispose()
    {
        // The source of the token is left: a signal that is being handled right now still cancels it, and it holds no timer.
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _overdue?.Dispose();
        _isOver.Set();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _count) > 1)
        {
            ExitInTime(context.Signal); // else the system's own answer holds
            return;
        }

        context.Cancel = true;
        if (_endingAtMost is { } atMost) _overdue = _time.CreateTimer(_ => GiveUp(context.Signal), null, atMost, Timeout.InfiniteTimeSpan);
        _asked.Cancel();
        if (OperatingSystem.IsWindows() && context.Signal is PosixSignal.SIGHUP or PosixSignal.SIGTERM) _isOver.Wait(ConsoleStaysFor);
    }

    // A thread of its own: what the process does at its exit may hang.
    private static void ExitInTime(PosixSignal signal)
    {
        var exit = new Thread(() => Environment.Exit(ExitCode.OfSignal(NumberOf(signal)))) { IsBackground = true, Name = "exit" };
        exit.Start();
        exit.Join(LastWordsAtMost);
    }

    // As if it were told a second time, so that the system gives back the terminal's modes even if nothing else goes on.
    private static void GiveUp(PosixSignal signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SendSignal(Environment.ProcessId, NumberOf(signal));
            return;
        }

        ExitInTime(signal);
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    // POSIX.1, "kill": the numbers that are the same everywhere.
    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        _ => throw new UnreachableException(),
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int number);
}
