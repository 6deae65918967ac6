namespace ScreenShare.Swarm;

/// <summary>
/// A point on a node's own monotone time line, in ticks of 100 ns since an arbitrary zero that the shell chooses.
/// State machines are told the time as an argument and never read a clock.
/// </summary>
public readonly record struct Instant(long Ticks) : IComparable<Instant>
{
    public static readonly Instant Zero;

    public static Instant operator +(Instant instant, TimeSpan span) => new(instant.Ticks + span.Ticks);

    public static Instant operator -(Instant instant, TimeSpan span) => new(instant.Ticks - span.Ticks);

    public static TimeSpan operator -(Instant later, Instant earlier) => new(later.Ticks - earlier.Ticks);

    public static bool operator <(Instant left, Instant right) => left.Ticks < right.Ticks;

    public static bool operator >(Instant left, Instant right) => left.Ticks > right.Ticks;

    public static bool operator <=(Instant left, Instant right) => left.Ticks <= right.Ticks;

    public static bool operator >=(Instant left, Instant right) => left.Ticks >= right.Ticks;

    public static Instant Min(Instant left, Instant right) => left < right ? left : right;

    public static Instant Max(Instant left, Instant right) => left > right ? left : right;

    /// <summary>The earlier of two deadlines, either of which may be absent.</summary>
    public static Instant? Earlier(Instant? left, Instant? right) =>
        left is { } l && right is { } r ? Min(l, r) : left ?? right;

    public int CompareTo(Instant other) => Ticks.CompareTo(other.Ticks);

    public override string ToString() => $"{Ticks / (double)TimeSpan.TicksPerSecond:F6} s";
}
