using System.Net;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trackers;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>By which roads a node looks for others, beside the addresses it is given. Immutable.</summary>
public sealed record RoadSettings
{
    /// <summary>By no road at all.</summary>
    public static RoadSettings None { get; } = new() { Dht = false, LocalDiscovery = false };

    public bool Dht { get; init; } = true;

    /// <summary>Where the DHT begins; null: the public routers, unless the node is bound to this machine alone.</summary>
    public IReadOnlyList<PeerEndpoint>? DhtBootstrap { get; init; }

    /// <summary>Where the DHT's nodes are kept from run to run; null: nowhere.</summary>
    public string? DhtNodesPath { get; init; }

    /// <summary>BEP 14.</summary>
    public bool LocalDiscovery { get; init; } = true;

    public IReadOnlyList<TrackerUrl> Trackers { get; init; } = [];

    /// <summary>The local address to go from; null: all of them.</summary>
    public IPAddress? BindAddress { get; init; }

    /// <summary>Where others reach us, where that is not the port listened on, as behind a router; 0: it is.</summary>
    public ushort AnnouncedPort { get; init; }

    /// <summary>The same, with the trackers that a link names as well.</summary>
    public RoadSettings With(IEnumerable<string> trackers)
    {
        IEnumerable<TrackerUrl> more = trackers.Select(TrackerUrl.Parse).OfType<TrackerUrl>();
        return this with { Trackers = [.. Trackers.Concat(more).DistinctBy(one => one.Text)] };
    }

    internal IReadOnlyList<PeerEndpoint> Routers() =>
        DhtBootstrap ?? (BindAddress is { } bound && IPAddress.IsLoopback(bound) ? [] : DhtHostOptions.PublicRouters);
}
