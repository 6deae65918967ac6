using ScreenShare.Broadcaster.Startup;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// The time that manifests tell: the machine's clock as it was when the broadcast began, carried on by one that nobody can set. Viewers
/// compare sessions, count epochs and measure rates by what manifests tell, so it must not go back or leap when somebody sets the
/// machine's clock, or a time server does. Time spent asleep counts. Everything but the time of day is the given provider's. Any thread.
/// </summary>
internal sealed class BroadcastClock : TimeProvider
{
    /// <summary>Manifests count from here.</summary>
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;

    /// <summary>Manifests end in the year 9987; a broadcast that begins by then may last.</summary>
    private static readonly DateTimeOffset Latest = new(9900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider _time;
    private readonly Func<TimeSpan> _uptime; // since any beginning; never goes back
    private readonly DateTimeOffset _start;
    private readonly TimeSpan _startedAt;

    public BroadcastClock(TimeProvider time)
    {
        _time = time;
        long began = time.GetTimestamp();
        _uptime = time == System ? MachineUptime.Read : () => time.GetElapsedTime(began);
        _startedAt = _uptime();
        DateTimeOffset now = time.GetUtcNow();
        _start = now < Earliest ? Earliest : now > Latest ? Latest : now;
    }

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => _start + (_uptime() - _startedAt);

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);
}
