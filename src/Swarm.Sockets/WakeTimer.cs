namespace ScreenShare.Swarm.Sockets;

/// <summary>Wakes the loop when the next thing is due. The loop's, but for the callback.</summary>
internal sealed class WakeTimer : IDisposable
{
    private readonly ITimer _timer;
    private Instant? _armed;

    public WakeTimer(NodeInputs inputs, TimeProvider time)
    {
        TimerCallback wake = static state => ((NodeInputs)state!).Wake(); // the inputs, given below
        _timer = time == TimeProvider.System
            ? new FineTimer(wake, inputs)
            : time.CreateTimer(wake, inputs, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Call before each wait. An earlier wake that is still to come is left as it is: waking once too often is cheaper than setting a
    /// timer.
    /// </summary>
    public void Arm(Instant due, Instant now)
    {
        if (_armed is { } armed && armed > now && armed <= due) return;
        _armed = due;

        // Up to whole milliseconds, which is what timers count in: rounded down, the loop would wake before anything is due, again and
        // again.
        double milliseconds = Math.Max(1, Math.Ceiling((due - now).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
