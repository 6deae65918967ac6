namespace ScreenShare.Viewer.Tests;

/// <summary>A clock that stands still until it is moved; its time of day can be set without any time passing.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    private TimeSpan _passed;
    private TimeSpan _set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now + _passed + _set;

    public override long GetTimestamp() => _passed.Ticks;

    public void Advance(TimeSpan by) => _passed += by;

    public void Set(TimeSpan by) => _set += by;
}
