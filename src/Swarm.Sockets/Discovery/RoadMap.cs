using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trackers;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>The roads that settings ask for, and the DHT node that one of them needs. Owned by <see cref="Roads"/>.</summary>
internal sealed class RoadMap : IAsyncDisposable
{
    /// <summary>More than a swarm's neighbours, fewer than a tracker minds.</summary>
    private const int PeersWanted = 50;

    private readonly DhtHost? _dht;

    private RoadMap(IReadOnlyList<IPeerSource> sources, DhtHost? dht)
    {
        Sources = sources;
        _dht = dht;
    }

    public IReadOnlyList<IPeerSource> Sources { get; }

    public static RoadMap Of(RoadSettings settings, Infohash infohash, ushort listeningPort, Random random, TimeProvider time, ILogger log)
    {
        ushort port = settings.AnnouncedPort == 0 ? listeningPort : settings.AnnouncedPort;
        List<IPeerSource> sources = [];
        DhtHost? dht = settings.Dht ? TryStartDht(settings, listeningPort, random, time, log) : null;
        if (dht is not null) sources.Add(new DhtRoad(dht, infohash, port, time));
        var announce = new TrackerAnnounce(
            infohash, PeerId.Create(random), port, TrackerEvent.None, (uint)random.NextInt64(1L << 32), PeersWanted);
        foreach (TrackerUrl tracker in settings.Trackers) sources.Add(new TrackerRoad(tracker, announce, settings.BindAddress, time, log));
        string cookie = $"{random.NextInt64():x16}";
        if (settings.LocalDiscovery) sources.Add(new LocalRoad(infohash, listeningPort, settings.BindAddress, cookie, time, log));
        return new RoadMap(sources, dht);
    }

    public async ValueTask DisposeAsync()
    {
        if (_dht is not null) await _dht.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Null where the machine gives no UDP port: the other roads are there.</summary>
    private static DhtHost? TryStartDht(RoadSettings settings, ushort listeningPort, Random random, TimeProvider time, ILogger log)
    {
        var options = new DhtHostOptions
        {
            BindAddress = settings.BindAddress,
            Port = listeningPort,
            Routers = settings.Routers(),
            NodesPath = settings.DhtNodesPath,
        };
        try
        {
            return DhtHost.Start(options, new DhtOptions(random, NodeSecret.Create()), time, log);
        }
        catch (SocketException failure)
        {
            DiscoveryLog.NoDht(log, failure.Message);
            return null;
        }
    }
}
