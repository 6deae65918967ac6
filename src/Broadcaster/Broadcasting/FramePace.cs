namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// When the next picture is due, at an even pace. A turn that comes late is not made up for by a burst: the beats that passed are left out.
/// </summary>
internal sealed class FramePace(int framesPerSecond, TimeProvider time)
{
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1) / framesPerSecond;
    private readonly long _start = time.GetTimestamp();

    private long _beat;

    /// <summary>Returns at the next beat; at once the first time.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        TimeSpan now = time.GetElapsedTime(_start);
        TimeSpan due = _interval * _beat;
        if (due > now) await Task.Delay(due - now, time, cancellation).ConfigureAwait(false);
        else _beat = (long)(now / _interval);
        _beat++;
    }
}
