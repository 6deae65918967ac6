namespace ScreenShare.Swarm.Sockets;

/// <summary>A host's time line: zero when the host starts, monotone, not moved by changes of the wall clock. Any thread.</summary>
internal sealed class HostClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public Instant Now => new(Time.GetElapsedTime(_start).Ticks);
}
