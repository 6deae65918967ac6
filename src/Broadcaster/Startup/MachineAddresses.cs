using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>The addresses this machine has now, as <see cref="LinkAddresses"/> orders them.</summary>
internal static class MachineAddresses
{
    // Reserved for documentation (RFC 5737, RFC 3849): routed by the default route, and nobody's.
    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress ElsewhereIPv6 = IPAddress.Parse("2001:db8::1");

    /// <summary>Addresses of all interfaces that are up, in the system's order.</summary>
    public static IReadOnlyList<IPAddress> All() =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)];

    /// <summary>The addresses that packets to the internet leave from, where there is such a route.</summary>
    public static IReadOnlyList<IPAddress> OfDefaultRoutes() =>
        [.. new[] { SourceTowards(Elsewhere), SourceTowards(ElsewhereIPv6) }.OfType<IPAddress>()];

    private static IPAddress? SourceTowards(IPAddress destination)
    {
        try
        {
            // Connecting a datagram socket only chooses the route: nothing is sent.
            using var socket = new Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(destination, 9);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            return null; // no such route, or no such family: then there is nothing to prefer
        }
    }
}
