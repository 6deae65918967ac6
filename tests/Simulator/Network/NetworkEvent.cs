namespace ScreenShare.Simulator.Network;

/// <summary>Something that is going to happen at a known time. What <see cref="Subject"/> is depends on <see cref="Kind"/>.</summary>
internal readonly struct NetworkEvent(EventKind kind, object? subject, int number)
{
    public EventKind Kind { get; } = kind;

    public object? Subject { get; } = subject;

    public int Number { get; } = number;
}

internal enum EventKind : byte
{
    None = 0,

    /// <summary>Subject: the <see cref="VirtualHost"/> whose uplink has sent its segment.</summary>
    UplinkFree,

    /// <summary>Subject: the <see cref="Segment"/> that reaches its receiver's downlink.</summary>
    SegmentArrives,

    /// <summary>Subject: the <see cref="Segment"/> that has passed its receiver's downlink.</summary>
    SegmentDelivered,

    /// <summary>Subject: the <see cref="ConnectionEnd"/> whose stalled segments come through at last.</summary>
    StallEnds,

    /// <summary>Subject: the <see cref="Dial"/> that has an answer.</summary>
    DialAnswered,

    /// <summary>Subject: the accepting <see cref="ConnectionEnd"/>.</summary>
    Accepted,

    /// <summary>Subject: the <see cref="ConnectionEnd"/> that is told of its peer's reset.</summary>
    ResetArrives,

    /// <summary>Subject: the <see cref="VirtualHost"/> to be woken.</summary>
    Alarm,

    /// <summary>Number: the shell's own.</summary>
    Mark,
}
