namespace ScreenShare.Simulator.Network;

/// <summary>What bytes of a TCP stream weigh on the wire: Ethernet, IPv4 and TCP with timestamps, 1514 bytes for 1448.</summary>
public static class PacketSize
{
    public const int PayloadBytesMax = 1448;
    public const int HeaderBytes = 1514 - PayloadBytesMax;

    /// <summary>Every segment is at least one packet, since TCP_NODELAY holds nothing back; one of 0 bytes is a FIN.</summary>
    public static int Packets(int streamBytes) => Math.Max(1, (streamBytes + PayloadBytesMax - 1) / PayloadBytesMax);

    public static int OnWire(int streamBytes) => streamBytes + (HeaderBytes * Packets(streamBytes));
}
