using ScreenShare.Swarm.Source;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>How long pictures have waited for the node in all, and for what lately. Written by the encode task, read by any.</summary>
internal sealed class HeldTime(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TimeSpan _total;
    private FrameHold _by;
    private long? _since;

    /// <summary>A picture waits from now on.</summary>
    public void Begin()
    {
        lock (_gate) _since ??= time.GetTimestamp();
    }

    /// <summary>It waits no more.</summary>
    public void End(FrameHold by)
    {
        lock (_gate)
        {
            if (_since is { } since && by != FrameHold.None) (_total, _by) = (_total + time.GetElapsedTime(since), by);
            _since = null;
        }
    }

    /// <summary>Up to now, a picture that waits included.</summary>
    public (TimeSpan Total, FrameHold By) Look()
    {
        lock (_gate) return (_since is { } since ? _total + time.GetElapsedTime(since) : _total, _by);
    }
}
