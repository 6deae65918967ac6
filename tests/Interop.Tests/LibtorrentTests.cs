using System.Buffers;
using System.Net;
using System.Net.Sockets;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Sockets.Tests;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Interop.Tests;

/// <summary>Our nodes and libtorrent in one swarm: BEP 3, BEP 10 and BEP 11 as another implementation understands them.</summary>
public sealed class LibtorrentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 90_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Libtorrent_reads_our_handshakes_and_dials_a_peer_that_only_our_peer_exchange_names(bool encrypts)
    {
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(Cancellation);
        using var named = new TcpListener(IPAddress.Loopback, 0);
        named.Start();
        using TcpClient naming = await NameAsync(broadcast, source, named);
        await HoldsAsync(source, statistics => statistics.KnownPeers == 1);

        await using LibtorrentPeer libtorrent = await LibtorrentPeer.StartAsync(broadcast.Infohash, encrypts, Cancellation, source.Port);

        await libtorrent.GreetedAsync(source.Port, Cancellation);
        Handshake handshake = await AcceptHandshakeAsync(named);
        Assert.Equal(broadcast.Infohash, handshake.Infohash);
        Assert.True(handshake.SupportsExtensions);
    }

    /// <summary>A peer that names the port at which it listens: only what a connection has shown is passed on.</summary>
    private static async Task<TcpClient> NameAsync(Broadcast broadcast, NodeHost source, TcpListener named)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, source.Port, Cancellation);
        var greeting = new ArrayBufferWriter<byte>();
        new Handshake(broadcast.Infohash, PeerId.Create(new Random(1)), SupportsExtensions: true).Write(greeting);
        new ExtensionHandshake { ListenPort = (ushort)((IPEndPoint)named.LocalEndpoint).Port, Client = "named" }.Write(greeting);
        await client.GetStream().WriteAsync(greeting.WrittenMemory, Cancellation);
        return client;
    }

    [Fact(Timeout = 90_000)]
    public async Task A_viewer_learns_of_libtorrent_from_our_source_dials_it_and_still_sees_the_broadcast()
    {
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(Cancellation);
        await using LibtorrentPeer libtorrent =
            await LibtorrentPeer.StartAsync(broadcast.Infohash, encrypts: true, Cancellation, source.Port);
        await libtorrent.GreetedAsync(source.Port, Cancellation);
        await HoldsAsync(source, statistics => statistics.KnownPeers == 1);

        NodeHost viewer = await broadcast.StartViewerAsync(source.Port, Cancellation);

        await libtorrent.GreetedByAsync(exceptPorts: [source.Port, viewer.Port], Cancellation);
        await HoldsAsync(viewer, statistics => statistics.KnownPeers == 2);
        await broadcast.PublishAsync(source, Cancellation);
        await broadcast.WatchAsync(viewer, [], Cancellation);
    }

    [Fact(Timeout = 90_000)]
    public async Task Two_of_our_nodes_that_know_only_libtorrent_find_each_other_through_its_peer_exchange()
    {
        await using var broadcast = new Broadcast();
        NodeHost source = await broadcast.StartSourceAsync(Cancellation);
        await using LibtorrentPeer libtorrent =
            await LibtorrentPeer.StartAsync(broadcast.Infohash, encrypts: true, Cancellation, source.Port);
        PeerAddress address = await libtorrent.AddressAsync(Cancellation);
        await libtorrent.GreetedAsync(source.Port, Cancellation);

        NodeHost viewer = await broadcast.StartViewerAsync(address.Port, Cancellation);

        PeerAddress expected = PeerAddress.From(IPAddress.Loopback, source.Port);
        await HoldsAsync(viewer, statistics => statistics.Neighbours.Any(peer => peer.Address == expected));
        await broadcast.PublishAsync(source, Cancellation);
        await broadcast.WatchAsync(viewer, [], Cancellation);
    }

    /// <summary>
    /// The first handshake of libtorrent in clear, whoever else dials; one that is hidden (MSE) is refused, as our nodes do.
    /// </summary>
    private static async Task<Handshake> AcceptHandshakeAsync(TcpListener listener)
    {
        while (true)
        {
            using TcpClient client = await listener.AcceptTcpClientAsync(Cancellation);
            var bytes = new byte[Handshake.Bytes];
            await client.GetStream().ReadExactlyAsync(bytes, Cancellation);
            ReadOutcome outcome = Handshake.TryRead(bytes, out Handshake handshake, out _);
            if (outcome == ReadOutcome.Complete && IsOfLibtorrent(handshake.PeerId)) return handshake;
        }
    }

    /// <summary>By the letters that clients' ids begin with (BEP 20).</summary>
    private static bool IsOfLibtorrent(PeerId id)
    {
        Span<byte> bytes = stackalloc byte[PeerId.Bytes];
        id.Write(bytes);
        return bytes.StartsWith("-LT"u8);
    }

    private static async Task HoldsAsync(NodeHost host, Func<NodeStatistics, bool> condition)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition(await host.GetStatisticsAsync())) await look.WaitForNextTickAsync(Cancellation);
    }
}
