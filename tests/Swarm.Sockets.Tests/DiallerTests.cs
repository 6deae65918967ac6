using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Tests;

public sealed class DiallerTests : IDisposable
{
    private readonly NodeInputs _inputs = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _listening = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    [Fact]
    public async Task A_peer_that_listens_is_connected_to_under_the_address_that_was_dialled()
    {
        CancellationToken cancellation = Patience.Token();
        PeerAddress address = Listen(backlog: 1);
        Dialler dialler = Dialler(new NodeHostOptions());

        dialler.Start(address);
        NodeInput input = await _inputs.NextAsync(cancellation);

        Assert.Equal(NodeInputKind.Connected, input.Kind);
        Assert.Equal(ConnectionSide.Dialled, input.Side);
        Assert.Equal(address, input.Address);
        Assert.True(input.Socket.NoDelay);
        input.Socket.Dispose();
    }

    [Fact]
    public async Task A_node_bound_to_one_address_dials_from_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only there every address of 127.0.0.0/8 is the machine's own");
        CancellationToken cancellation = Patience.Token();
        PeerAddress address = Listen(backlog: 1);
        IPAddress bound = IPAddress.Parse("127.0.0.2");
        Dialler dialler = Dialler(new NodeHostOptions { BindAddress = bound });

        dialler.Start(address);
        using Socket accepted = await _listening.AcceptAsync(cancellation);
        NodeInput input = await _inputs.NextAsync(cancellation);

        Assert.Equal(bound, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
        input.Socket.Dispose();
    }

    [Fact]
    public async Task A_port_nobody_listens_on_fails()
    {
        CancellationToken cancellation = Patience.Token();
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // and no Listen: the port is ours, and closed
        Dialler dialler = Dialler(new NodeHostOptions { BindAddress = IPAddress.Loopback });

        dialler.Start(Address());
        NodeInput input = await _inputs.NextAsync(cancellation);

        Assert.Equal(NodeInputKind.DialFailed, input.Kind);
        Assert.Equal(Address(), input.Address);
    }

    [Fact]
    public async Task An_address_of_the_other_family_cannot_be_reached_from_a_bound_one()
    {
        CancellationToken cancellation = Patience.Token();
        Dialler dialler = Dialler(new NodeHostOptions { BindAddress = IPAddress.Loopback });
        PeerAddress address = PeerAddress.From(IPAddress.IPv6Loopback, 9);

        dialler.Start(address);

        Assert.Equal(NodeInputKind.DialFailed, (await _inputs.NextAsync(cancellation)).Kind);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_fails_when_the_time_is_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere a full backlog refuses");
        CancellationToken cancellation = Patience.Token();
        PeerAddress address = Listen(backlog: 0);
        Dialler dialler = Dialler(new NodeHostOptions { DialTimeout = TimeSpan.FromMilliseconds(200) });

        // The kernel stops answering when the backlog is full, which takes one or two.
        NodeInput input = default;
        for (int dials = 0; dials < 8 && input.Kind != NodeInputKind.DialFailed; dials++)
        {
            dialler.Start(address);
            input = await _inputs.NextAsync(cancellation);
        }

        Assert.Equal(NodeInputKind.DialFailed, input.Kind);
    }

    [Fact]
    public async Task Stopping_ends_a_dial_that_would_take_long()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere a full backlog refuses");
        CancellationToken cancellation = Patience.Token();
        PeerAddress address = Listen(backlog: 0);
        Dialler dialler = Dialler(new NodeHostOptions { DialTimeout = Patience.Long * 2 });
        for (int dials = 0; dials < 8; dials++)
            dialler.Start(address);

        _inputs.Complete();
        await _stopping.CancelAsync();

        await dialler.StopAsync().WaitAsync(cancellation);
    }

    [Fact]
    public void There_is_no_room_above_the_limit_until_a_dial_has_ended()
    {
        Dialler dialler = Dialler(new NodeHostOptions { DialsMax = 1 });
        dialler.Start(Listen(backlog: 1));
        Assert.False(dialler.HasRoom);

        dialler.Ended();

        Assert.True(dialler.HasRoom);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _inputs.Complete();
        _inputs.DiscardRest();
        _listening.Dispose();
    }

    private Dialler Dialler(NodeHostOptions options) => new(options, _inputs, TimeProvider.System, NullLogger.Instance, _stopping.Token);

    private PeerAddress Listen(int backlog)
    {
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening.Listen(backlog);
        return Address();
    }

    private PeerAddress Address() => PeerAddress.From(IPAddress.Loopback, ((IPEndPoint)_listening.LocalEndPoint!).Port);
}
