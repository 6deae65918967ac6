using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Checks;

/// <summary>
/// What happened, in order, folded into 64 bits: two runs of a seed must give the same. Lengths stand for contents, because keys come from
/// the system's generator (nothing else may make any) and so ciphertexts, hashes and signatures differ from run to run.
/// </summary>
public sealed class TraceHash
{
    private const ulong Prime = 0x0000_0100_0000_01B3; // FNV-1a, a word at a time, with a rotation to reach the low bits
    private ulong _state = 0xCBF2_9CE4_8422_2325;

    public long Entries { get; private set; }

    public void Add(Instant time, int node, TraceKind kind, long first, long second)
    {
        Mix((ulong)time.Ticks);
        Mix(((ulong)(uint)node << 8) | (byte)kind);
        Mix((ulong)first);
        Mix((ulong)second);
        Entries++;
    }

    public override string ToString() => _state.ToString("x16");

    private void Mix(ulong word)
    {
        _state = (_state ^ word) * Prime;
        _state ^= ulong.RotateRight(_state, 29);
    }
}

public enum TraceKind : byte
{
    None = 0,
    Connected,
    DialFailed,
    Received,
    Sent,
    Closed,
    Alarm,
    Mark,
    Transmit,
    Dial,
    Close,
    Release,
    Event,
    Publish,
}
