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

    /// <summary>Those that others may reach it by (<see cref="ReachableAddresses"/>), in the system's order.</summary>
    public static IReadOnlyList<IPAddress> All() => ReachableAddresses.Of(Cards(), OfDefaultRoutes());

    /// <summary>The addresses that packets to the internet leave from, where there is such a route.</summary>
    public static IReadOnlyList<IPAddress> OfDefaultRoutes() =>
        [.. new[] { SourceTowards(Elsewhere), SourceTowards(ElsewhereIPv6) }.OfType<IPAddress>()];

    private static IReadOnlyList<NetworkCard> Cards()
    {
        var linux = new LinuxWiring("/sys/class/net");
        return
        [
            .. NetworkInterface.GetAllNetworkInterfaces()
                .Where(card => card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
                .Select(card => new NetworkCard(
                    card.Name,
                    OperatingSystem.IsLinux() && linux.TryFind(card.Name, out CardWiring known) ? known : WiringOf(card),
                    HasHeard(card),
                    AddressesOf(card))),
        ];
    }

    private static bool HasGateway(NetworkInterface card)
    {
        try
        {
            return card.GetIPProperties().GatewayAddresses.Count > 0;
        }
        catch (IOException)
        {
            return false; // as below
        }
    }

    // .NET reads /etc/resolv.conf along with them, and fails where there is none: then the default route's address has to do.
    private static IReadOnlyList<IPAddress> AddressesOf(NetworkInterface card)
    {
        try
        {
            return [.. card.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    // Elsewhere the system tells the kind, and by the gateway whether there is a way on: the networks of virtual machines have none.
    private static CardWiring WiringOf(NetworkInterface card) => card.NetworkInterfaceType switch
    {
        NetworkInterfaceType.Loopback => CardWiring.Inside,
        NetworkInterfaceType.Tunnel or NetworkInterfaceType.Ppp or NetworkInterfaceType.Unknown => CardWiring.Tunnel,
        _ => HasGateway(card) ? CardWiring.Outside : CardWiring.Inside,
    };

    private static bool HasHeard(NetworkInterface card)
    {
        try
        {
            return card.GetIPStatistics().BytesReceived > 0;
        }
        catch (Exception untold) when (untold is NetworkInformationException or PlatformNotSupportedException or IOException)
        {
            return false;
        }
    }

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
