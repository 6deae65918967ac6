using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// The groups of local discovery on the machine's cards: one socket for each card and family, all on the same port, which other programs of
/// this machine use too. Cards that come later are joined at the next <see cref="Send"/>.
/// </summary>
internal sealed class MulticastPort : IDisposable
{
    private const int DatagramBytesMax = 1500;

    private readonly IPAddress? _bind;
    private readonly ILogger _log;
    private readonly Lock _changing = new();
    private readonly Dictionary<IPAddress, Socket> _sockets = [];
    private Func<PeerAddress, ReadOnlyMemory<byte>, ValueTask>? _handle;
    private CancellationToken _receiving;

    private MulticastPort(IPAddress? bind, ILogger log)
    {
        _bind = bind;
        _log = log;
    }

    public static MulticastPort Open(IPAddress? bind, ILogger log) => new(bind, log);

    /// <param name="datagram">By whether it goes by IPv4.</param>
    public void Send(Func<bool, byte[]> datagram)
    {
        JoinCards();
        foreach (Socket socket in Sockets())
        {
            bool isIPv4 = socket.AddressFamily == AddressFamily.InterNetwork;
            try
            {
                socket.SendTo(datagram(isIPv4), GroupOf(isIPv4));
            }
            catch (SocketException failure)
            {
                DiscoveryLog.NotSent(_log, failure.SocketErrorCode); // that card leads nowhere now
            }
        }
    }

    /// <summary>Hands on what comes until cancelled. The bytes are borrowed until the call returns.</summary>
    public async Task ReceiveAsync(Func<PeerAddress, ReadOnlyMemory<byte>, ValueTask> handle, CancellationToken cancellation)
    {
        (_handle, _receiving) = (handle, cancellation);
        JoinCards();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        foreach (Socket socket in Sockets()) socket.Dispose();
    }

    private static IPEndPoint GroupOf(bool isIPv4) =>
        new(IPAddress.Parse(isIPv4 ? LocalAnnouncement.GroupIPv4 : LocalAnnouncement.GroupIPv6), LocalAnnouncement.GroupPort);

    private Socket[] Sockets()
    {
        lock (_changing) return [.. _sockets.Values];
    }

    private void JoinCards()
    {
        (IPAddress Address, int Index)[] cards;
        try
        {
            cards = [.. Cards()];
        }
        catch (Exception untold) when (untold is IOException or NetworkInformationException)
        {
            return; // .NET reads /etc/resolv.conf along with them, and fails where there is none
        }

        foreach ((IPAddress address, int index) in cards)
        {
            lock (_changing)
            {
                if (_handle is null || _sockets.ContainsKey(address) || TryJoin(address, index) is not { } socket) continue;
                _sockets.Add(address, socket);
                _ = ReceiveAsync(address, socket, _handle, _receiving);
            }
        }
    }

    /// <summary>Addresses to send from, with their card's index: one of each family on each card that is up and has multicast.</summary>
    private IEnumerable<(IPAddress Address, int Index)> Cards()
    {
        bool isBound = _bind is not null && !_bind.Equals(IPAddress.Any) && !_bind.Equals(IPAddress.IPv6Any);
        if (isBound) return [(_bind!, 0)]; // not null where it is bound
        return
        [
            .. from card in NetworkInterface.GetAllNetworkInterfaces()
               where card is { OperationalStatus: OperationalStatus.Up, SupportsMulticast: true }
                   && card.NetworkInterfaceType != NetworkInterfaceType.Loopback
               let properties = card.GetIPProperties()
               from family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6]
               let address = properties.UnicastAddresses.FirstOrDefault(one => one.Address.AddressFamily == family)?.Address
               where address is not null
               let index = family == AddressFamily.InterNetwork ? 0 : properties.GetIPv6Properties().Index
               select (address, index),
        ];
    }

    private Socket? TryJoin(IPAddress address, int index)
    {
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(isIPv4 ? IPAddress.Any : IPAddress.IPv6Any, LocalAnnouncement.GroupPort));
            IPAddress group = GroupOf(isIPv4).Address;
            if (isIPv4)
            {
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, address));
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, address.GetAddressBytes());
            }
            else
            {
                socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group, index));
                socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, index);
            }

            return socket;
        }
        catch (SocketException failure)
        {
            DiscoveryLog.NotReceived(_log, failure.SocketErrorCode);
            socket?.Dispose();
            return null;
        }
    }

    private async Task ReceiveAsync(
        IPAddress card, Socket socket, Func<PeerAddress, ReadOnlyMemory<byte>, ValueTask> handle, CancellationToken cancellation)
    {
        byte[] buffer = new byte[DatagramBytesMax];
        var any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        try
        {
            while (true)
            {
                SocketReceiveFromResult received =
                    await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, cancellation).ConfigureAwait(false);
                var from = (IPEndPoint)received.RemoteEndPoint;
                await handle(PeerAddress.From(from.Address, from.Port), buffer.AsMemory(0, received.ReceivedBytes)).ConfigureAwait(false);
            }
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException or ObjectDisposedException or NodeHostException)
        {
            lock (_changing) _sockets.Remove(card); // joined again when the card is back
            socket.Dispose();
        }
    }
}
