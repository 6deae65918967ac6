using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Tests;

public sealed class ListenerTests
{
    [Fact]
    public void A_port_in_use_is_told_in_one_line_that_says_what_to_do()
    {
        using Listener first = Listener.Open(new NodeHostOptions());

        var failure = Assert.Throws<NodeHostException>(() => Listener.Open(new NodeHostOptions { Port = first.Port }));

        Assert.Equal($"port {first.Port} is in use: choose another with --port, or leave it out", failure.Message);
    }

    [Fact]
    public void An_address_of_another_machine_cannot_be_listened_on()
    {
        IPAddress elsewhere = IPAddress.Parse("192.0.2.1"); // RFC 5737: documentation

        var failure = Assert.Throws<NodeHostException>(() => Listener.Open(new NodeHostOptions { BindAddress = elsewhere }));

        Assert.StartsWith("192.0.2.1 is not an address of this machine", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_on_all_addresses_is_reached_by_IPv4_and_sees_the_address_as_IPv4()
    {
        CancellationToken cancellation = Patience.Token();
        var inputs = new NodeInputs();
        using Listener listener = Listener.Open(new NodeHostOptions());
        using var stopping = new CancellationTokenSource();
        Task accepting = listener.AcceptAsync(inputs, TimeProvider.System, NullLogger.Instance, stopping.Token);

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, listener.Port), cancellation);
        NodeInput input = await inputs.NextAsync(cancellation);

        Assert.Equal(NodeInputKind.Connected, input.Kind);
        Assert.Equal(ConnectionSide.Accepted, input.Side);
        Assert.Equal(PeerAddress.From(IPAddress.Loopback, ((IPEndPoint)socket.LocalEndPoint!).Port), input.Address);
        Assert.True(input.Socket.NoDelay);
        input.Socket.Dispose();
        await stopping.CancelAsync();
        await accepting.WaitAsync(cancellation);
    }

    [Fact]
    public async Task What_is_accepted_after_the_loop_has_ended_is_closed()
    {
        CancellationToken cancellation = Patience.Token();
        var inputs = new NodeInputs();
        inputs.Complete();
        using Listener listener = Listener.Open(new NodeHostOptions { BindAddress = IPAddress.Loopback });
        Task accepting = listener.AcceptAsync(inputs, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, listener.Port), cancellation);

        Assert.Equal(0, await socket.ReceiveAsync(new byte[1], cancellation));
        await accepting.WaitAsync(cancellation);
    }
}
