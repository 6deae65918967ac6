namespace ScreenShare.Simulator.Network;

/// <summary>What is the same for all of an emulated network. Immutable.</summary>
public sealed record NetworkOptions
{
    /// <summary>
    /// Most bytes of one connection that an uplink sends before it turns to the next connection. 1448 is one packet and exact; large
    /// swarms take a whole chunk (16 KiB and its message header) at a time, a tenth of the events.
    /// </summary>
    public int SegmentBytesMax { get; init; } = PacketSize.PayloadBytesMax;

    /// <summary>How long a dial to an address that does not answer takes to fail.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What a loss costs beyond the round trip that TCP needs to notice it; all later bytes of the connection wait, too.</summary>
    public TimeSpan RetransmissionMargin { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Least bytes a connection may have on the way; twice the path's bandwidth-delay product is added.</summary>
    public int WindowBytesMin { get; init; } = 64 * 1024;

    /// <summary>Most bytes a connection may have on the way: about what kernels grow a socket's buffers to.</summary>
    public int WindowBytesMax { get; init; } = 4 * 1024 * 1024;
}
