using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// Keeps little of what is handed to the kernel unsent: it can no longer be reordered, cancelled or stolen (late binding). What is sent and
/// not yet acknowledged is not limited, so this costs no rate. <see cref="LateSender"/> does its part.
/// </summary>
internal static class SocketTuning
{
    private const int UnsentBytesMac = 32 * 1024; // two chunks of 16 KiB: one leaving, one ready behind it

    /// <summary>
    /// Where only the whole send buffer can be limited, unacknowledged bytes count too: 128 KiB carry 20 Mbit/s over 50 ms.
    /// </summary>
    private const int SmallSendBufferBytes = 128 * 1024;

    private const int ProtocolTcp = 6; // IPPROTO_TCP
    private const int NotSentLowWaterLinux = 25; // TCP_NOTSENT_LOWAT in linux/tcp.h
    private const int NotSentLowWaterMac = 0x201; // TCP_NOTSENT_LOWAT in netinet/tcp.h
    private const int ProtocolIP = 0; // IPPROTO_IP
    private const int BindAddressNoPort = 24; // IP_BIND_ADDRESS_NO_PORT in linux/in.h

    /// <exception cref="SocketException">The connection is gone already.</exception>
    public static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        if (OperatingSystem.IsLinux()) BoundUnsentBytes(socket, LateSender.UnsentBytesMin);
        else if (OperatingSystem.IsMacOS()) Set(socket, ProtocolTcp, NotSentLowWaterMac, UnsentBytesMac);
        else socket.SendBufferSize = SmallSendBufferBytes;
    }

    /// <summary>Linux alone. What is more than this is taken only when less than half of it is left.</summary>
    /// <exception cref="SocketException">The connection is gone already.</exception>
    public static void BoundUnsentBytes(Socket socket, int bytes) => Set(socket, ProtocolTcp, NotSentLowWaterLinux, bytes);

    /// <summary>
    /// Before binding a socket that dials to an address and any port: the port is then chosen per destination, when connecting, and
    /// thousands of dials do not run out of ports. Elsewhere than on Linux the port is taken when binding.
    /// </summary>
    public static void ChoosePortWhenConnecting(Socket socket)
    {
        if (OperatingSystem.IsLinux()) Set(socket, ProtocolIP, BindAddressNoPort, 1);
    }

    private static void Set(Socket socket, int level, int option, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)]; // an int in the machine's own byte order
        MemoryMarshal.Write(bytes, value);
        socket.SetRawSocketOption(level, option, bytes);
    }
}
