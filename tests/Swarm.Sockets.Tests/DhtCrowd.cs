using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets.Discovery;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Sockets.Tests;

/// <summary>DHT nodes on loopback that know each other, in this process.</summary>
internal sealed class DhtCrowd : IAsyncDisposable
{
    private readonly List<DhtHost> _hosts = [];

    public DhtHost this[int number] => _hosts[number];

    /// <summary>Where others may begin.</summary>
    public int BootstrapPort => _hosts[0].Port;

    /// <inheritdoc cref="BootstrapPort"/>
    public string Bootstrap => $"127.0.0.1:{BootstrapPort}";

    public static async Task<DhtCrowd> StartAsync(int count, CancellationToken cancellation)
    {
        var crowd = new DhtCrowd();
        for (int i = 0; i < count; i++) crowd.Add();
        foreach (DhtHost host in crowd._hosts) await host.WaitForAsync(one => one.Nodes >= 8, cancellation);
        return crowd;
    }

    /// <summary>Tells the DHT of peers of a swarm that are not there: nobody listens on those ports.</summary>
    public async Task AnnounceDeadAsync(string infohash, int count, CancellationToken cancellation)
    {
        var swarm = Infohash.Read(Convert.FromHexString(infohash));
        var announcers = new List<DhtHost>();
        for (int i = 0; i < count; i++)
        {
            DhtHost announcer = Add();
            announcer.Search(swarm, FreePort());
            announcers.Add(announcer);
        }

        // Each has told the nearest nodes when its search is over and all of them have answered.
        foreach (DhtHost announcer in announcers) await announcer.WaitForAsync(one => one is { Lookups: 0, Pending: 0 }, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (DhtHost host in _hosts) await host.DisposeAsync();
    }

    private DhtHost Add()
    {
        var options = new DhtHostOptions
        {
            BindAddress = IPAddress.Loopback,
            Routers = _hosts.Count == 0 ? [] : [new PeerEndpoint(PeerAddress.From(IPAddress.Loopback, _hosts[0].Port))],
        };
        var random = new Random(_hosts.Count);
        var host = DhtHost.Start(
            options, new DhtOptions(random, NodeSecret.Seeded(random)), TimeProvider.System, NullLogger.Instance);
        _hosts.Add(host);
        return host;
    }

    private static ushort FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port; // bound
    }
}
