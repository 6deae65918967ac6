namespace ScreenShare.Swarm.Content;

/// <summary>Number of a frame in its session and track, from 1; 0 means "none". Heartbeats count too.</summary>
public readonly record struct FrameNumber(uint Value) : IComparable<FrameNumber>
{
    public static readonly FrameNumber None;

    public static readonly FrameNumber First = new(1);

    public bool IsNone => Value == 0;

    public FrameNumber Next => new(Value + 1);

    public FrameNumber Previous => new(Value - 1);

    public static bool operator <(FrameNumber left, FrameNumber right) => left.Value < right.Value;

    public static bool operator >(FrameNumber left, FrameNumber right) => left.Value > right.Value;

    public static bool operator <=(FrameNumber left, FrameNumber right) => left.Value <= right.Value;

    public static bool operator >=(FrameNumber left, FrameNumber right) => left.Value >= right.Value;

    public int CompareTo(FrameNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
