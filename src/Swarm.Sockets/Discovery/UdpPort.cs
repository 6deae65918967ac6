using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// Datagrams in and out on one port, in IPv4 and, where the machine has it, IPv6. What cannot be sent is lost, as on the way.
/// </summary>
internal sealed class UdpPort : IDisposable
{
    /// <summary>Longer datagrams are cut off, and then are no messages: none of ours is a quarter as long.</summary>
    private const int DatagramBytesMax = 2048;

    /// <summary>Some seconds' worth at the pace that the node answers.</summary>
    private const int ReceiveBufferBytes = 256 * 1024;

    private static readonly IPEndPoint AnyIPv4 = new(IPAddress.Any, 0);
    private static readonly IPEndPoint AnyIPv6 = new(IPAddress.IPv6Any, 0);

    private readonly Socket? _ipv4;
    private readonly Socket? _ipv6;
    private readonly ILogger _log;

    private UdpPort(Socket? ipv4, Socket? ipv6, ILogger log)
    {
        _ipv4 = ipv4;
        _ipv6 = ipv6;
        _log = log;
    }

    /// <summary>Of IPv4, where it is there.</summary>
    public int Port => ((IPEndPoint)(_ipv4 ?? _ipv6)!.LocalEndPoint!).Port; // one of them is there, and bound

    /// <param name="wanted">Taken where it is free.</param>
    /// <exception cref="SocketException">Neither family can be had.</exception>
    public static UdpPort Open(IPAddress? bind, int wanted, ILogger log)
    {
        if (bind is not null)
        {
            bool isIPv4 = bind.AddressFamily == AddressFamily.InterNetwork;
            Socket only = OpenAny(bind, wanted);
            return new UdpPort(isIPv4 ? only : null, isIPv4 ? null : only, log);
        }

        Socket ipv4 = OpenAny(IPAddress.Any, wanted);
        int port = ((IPEndPoint)ipv4.LocalEndPoint!).Port; // bound
        try
        {
            return new UdpPort(ipv4, Socket.OSSupportsIPv6 ? OpenAny(IPAddress.IPv6Any, port) : null, log);
        }
        catch (SocketException)
        {
            return new UdpPort(ipv4, null, log); // IPv6 is known and switched off
        }
    }

    public void Send(PeerAddress to, ReadOnlySpan<byte> datagram)
    {
        if ((to.IsIPv4 ? _ipv4 : _ipv6) is not { } socket) return;
        try
        {
            socket.SendTo(datagram, SocketFlags.None, new IPEndPoint(to.ToIPAddress(), to.Port));
        }
        catch (SocketException failure)
        {
            DiscoveryLog.NotSent(_log, failure.SocketErrorCode);
        }
    }

    /// <summary>Hands on what comes until cancelled. The bytes are borrowed until the call returns.</summary>
    public Task ReceiveAsync(Func<PeerAddress, ReadOnlyMemory<byte>, ValueTask> handle, CancellationToken cancellation) =>
        Task.WhenAll(ReceiveAsync(_ipv4, AnyIPv4, handle, cancellation), ReceiveAsync(_ipv6, AnyIPv6, handle, cancellation));

    public void Dispose()
    {
        _ipv4?.Dispose();
        _ipv6?.Dispose();
    }

    private static Socket OpenAny(IPAddress address, int wanted)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBufferBytes };
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = false;
            try
            {
                socket.Bind(new IPEndPoint(address, wanted));
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                socket.Bind(new IPEndPoint(address, 0));
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task ReceiveAsync(
        Socket? socket, IPEndPoint any, Func<PeerAddress, ReadOnlyMemory<byte>, ValueTask> handle, CancellationToken cancellation)
    {
        if (socket is null) return;
        byte[] buffer = new byte[DatagramBytesMax];
        while (true)
        {
            try
            {
                SocketReceiveFromResult received =
                    await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, cancellation).ConfigureAwait(false);
                var from = (IPEndPoint)received.RemoteEndPoint;
                await handle(PeerAddress.From(from.Address, from.Port), buffer.AsMemory(0, received.ReceivedBytes)).ConfigureAwait(false);
            }
            catch (SocketException failure)
            {
                DiscoveryLog.NotReceived(_log, failure.SocketErrorCode); // some host was not there for what we sent; others are
            }
        }
    }
}
