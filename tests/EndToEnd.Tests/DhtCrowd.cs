using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets.Discovery;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>DHT nodes on loopback that know each other, in this process.</summary>
internal sealed class DhtCrowd : IAsyncDisposable
{
    private readonly List<DhtHost> _hosts = [];

    /// <summary>Where others may begin.</summary>
    public string Bootstrap => $"127.0.0.1:{_hosts[0].Port}";

    public static async Task<DhtCrowd> StartAsync(int count, CancellationToken cancellation)
    {
        var crowd = new DhtCrowd();
        for (int i = 0; i < count; i++) crowd.Add();
        while (crowd._hosts.Any(host => host.Statistics.Nodes < 8)) await Task.Delay(20, cancellation);
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

        // Each has told the nearest nodes when its search is over and nothing of it is on the way.
        while (_hosts.Sum(host => host.Statistics.PeersStored) < 8 * count || announcers.Any(one => one.Statistics.Lookups > 0))
            await Task.Delay(20, cancellation);
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
