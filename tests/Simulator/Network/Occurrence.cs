using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Network;

/// <summary>What the network tells the shell of a host: the arguments of one Handle of its node.</summary>
public readonly ref struct Occurrence
{
    public OccurrenceKind Kind { get; init; }

    public HostId Host { get; init; }

    public ConnectionId Connection { get; init; }

    /// <summary>Connected: the other end; when accepted, with the port the connection comes from. Dial failed: what was dialled.</summary>
    public PeerAddress Remote { get; init; }

    public ConnectionSide Side { get; init; }

    /// <summary>Received: what arrived, valid until the next occurrence is taken.</summary>
    public ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Sent: bytes of the batch that has left. Mark: the shell's own number.</summary>
    public int Number { get; init; }
}

public enum OccurrenceKind : byte
{
    None = 0,
    Connected,
    DialFailed,
    Received,
    Sent,
    Closed,
    Alarm,
    Mark,
}
