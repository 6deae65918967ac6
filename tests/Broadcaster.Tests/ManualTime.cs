using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ScreenShare.Broadcaster.Tests;

/// <summary>A clock that stands until it is moved, and whose time of day can be set without any time passing.</summary>
internal sealed class ManualTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>(); // how soon each was to ring when it was made
    private long _setTicks; // how far the time of day has been set from where it was

    public ManualTime()
        : this(DateTimeOffset.UnixEpoch.AddYears(55))
    {
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _setTicks));

    /// <summary>Not of the time of day, as the other's is.</summary>
    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    /// <summary>Forward or back, as a person or a time server does.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _setTicks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan) _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves on until the next timer rings, as soon as somebody has made one.</summary>
    public async Task AdvanceToNextTimerAsync() => Advance(await _timers.Reader.ReadAsync(TestContext.Current.CancellationToken));
}
