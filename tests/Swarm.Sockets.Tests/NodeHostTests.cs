using System.Net;
using System.Net.Sockets;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Sockets.Tests;

/// <summary>Real nodes, real sockets, real time.</summary>
public sealed class NodeHostTests
{
    [Fact]
    public async Task A_published_frame_is_shown_by_a_viewer()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        NodeHost viewer = await broadcast.StartViewerAsync(source.Port, cancellation);

        await broadcast.PublishAsync(source, cancellation);
        ReleasedFrame frame = await broadcast.WatchAsync(viewer, [], cancellation);

        Assert.True(frame.StartsSession);
        NodeStatistics statistics = await viewer.GetStatisticsAsync(cancellation);
        Assert.Equal(frame.Frame, statistics.ReleasedFrame);
        Assert.Equal(source.Port, Assert.Single(statistics.Neighbours).Address.Port);
    }

    [Fact]
    public async Task A_viewer_passes_on_what_it_has()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        NodeHost first = await broadcast.StartViewerAsync(source.Port, cancellation);
        NodeHost second = await broadcast.StartViewerAsync(first.Port, cancellation);

        await broadcast.PublishAsync(source, cancellation);

        await broadcast.WatchAsync(first, [], cancellation);
        await broadcast.WatchAsync(second, [], cancellation);
    }

    [Fact]
    public async Task Frames_that_nobody_takes_are_merged_and_the_newest_picture_comes_out()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        NodeHost viewer = await broadcast.StartViewerAsync(source.Port, cancellation);
        var shown = new Dictionary<SlotIndex, byte[]>();
        await broadcast.PublishAsync(source, cancellation);
        await broadcast.WatchAsync(viewer, shown, cancellation);

        for (int frame = 0; frame < 40; frame++)
            await broadcast.PublishAsync(source, cancellation, changedSlots: 2);

        ReleasedFrame last = await broadcast.WatchAsync(viewer, shown, cancellation);
        Assert.Equal(new FrameNumber(41), last.Frame);
    }

    [Fact]
    public async Task A_peer_that_sends_garbage_is_closed_and_the_node_lives_on()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        var garbage = new byte[1000];
        new Random(1).NextBytes(garbage);

        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await stranger.ConnectAsync(IPAddress.Loopback, source.Port, cancellation);
        await stranger.SendAsync(garbage, cancellation);
        await EndOfStreamAsync(stranger, cancellation);

        // From the same IP: a ban is of an address with its port, since many nodes may share a machine.
        NodeHost viewer = await broadcast.StartViewerAsync(source.Port, cancellation);
        await broadcast.PublishAsync(source, cancellation);
        await broadcast.WatchAsync(viewer, [], cancellation);
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_a_frame_is_made_again()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast(slots: 256, payloadBytes: 12_000); // 3 MB
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        await broadcast.PublishAsync(source, cancellation);
        using var cable = new Cable();
        Task carrying = cable.CarryAsync(source.Port, cutAfterBytes: 1_000_000, cancellation);
        NodeHost viewer = await broadcast.StartViewerAsync(cable.Port, cancellation);

        await carrying;
        await Broadcast.TellAsync(viewer, source.Port, cancellation);

        await broadcast.WatchAsync(viewer, [], cancellation);
    }

    [Fact]
    public async Task Who_leaves_says_goodbye()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        NodeHost viewer = await broadcast.StartViewerAsync(source.Port, cancellation);
        await broadcast.PublishAsync(source, cancellation);
        await broadcast.WatchAsync(viewer, [], cancellation);

        await viewer.LeaveAsync(Patience.Long).WaitAsync(cancellation);

        Assert.True(viewer.Completion.IsCompletedSuccessfully);
        NodeEvent.PeerLost? lost = null;
        while (lost is null)
            lost = await source.Events.ReadAsync(cancellation) as NodeEvent.PeerLost;
        Assert.Equal(CloseReason.PeerLeft, lost.Reason);
    }

    [Fact]
    public async Task A_newcomer_above_the_limit_of_connections_is_closed_at_once()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation, new NodeHostOptions { ConnectionsMax = 0 });

        using var newcomer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await newcomer.ConnectAsync(IPAddress.Loopback, source.Port, cancellation);

        await EndOfStreamAsync(newcomer, cancellation);
    }

    [Fact]
    public async Task A_disposed_host_has_ended_everything_and_takes_nothing_more()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        NodeHost viewer = await broadcast.StartViewerAsync(source.Port, cancellation);
        await broadcast.PublishAsync(source, cancellation);
        await broadcast.WatchAsync(viewer, [], cancellation);

        await viewer.DisposeAsync().AsTask().WaitAsync(cancellation);

        Assert.True(viewer.Completion.IsCompletedSuccessfully);
        await viewer.Frames.Completion.WaitAsync(cancellation);
        await Assert.ThrowsAsync<NodeHostException>(async () => await viewer.PostAsync((_, _) => { }, cancellation));
        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(async () => await late.ConnectAsync(IPAddress.Loopback, viewer.Port, cancellation));
    }

    [Fact]
    public async Task A_command_that_fails_fails_the_host_and_whoever_posted_it()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);
        var failure = new InvalidOperationException();

        Assert.Same(failure, await Xunit.Record.ExceptionAsync(async () => await source.PostAsync((_, _) => throw failure, cancellation)));

        Assert.Same(failure, await Xunit.Record.ExceptionAsync(() => source.Completion.WaitAsync(cancellation)));
    }

    [Fact]
    public async Task A_second_host_on_a_port_fails_to_start()
    {
        CancellationToken cancellation = Patience.Token();
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(cancellation);

        var samePort = new NodeHostOptions { Port = source.Port };
        await Assert.ThrowsAsync<NodeHostException>(() => broadcast.StartSourceAsync(cancellation, samePort));
    }

    /// <summary>However it is put: an end of stream, or a reset because of what we sent and nobody read.</summary>
    private static async Task EndOfStreamAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new byte[1000];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellation) > 0)
            {
            }
        }
        catch (SocketException)
        {
        }
    }
}
