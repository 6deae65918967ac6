using System.Net;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>Where a DHT node is, and where it begins. Immutable.</summary>
public sealed record DhtHostOptions
{
    /// <summary>Nodes that anybody may begin with; they are asked only while few others are known.</summary>
    public static IReadOnlyList<PeerEndpoint> PublicRouters { get; } =
    [
        .. new[] { "router.bittorrent.com:6881", "dht.transmissionbt.com:6881", "router.utorrent.com:6881", "dht.libtorrent.org:25401" }
            .Select(text => PeerEndpoint.TryParse(text, out PeerEndpoint router) ? router : throw new FormatException(text)),
    ];

    /// <summary>The local address; null: all of them, of both families.</summary>
    public IPAddress? BindAddress { get; init; }

    /// <summary>UDP; where it is taken, any free one. Others expect the port that connections are taken on.</summary>
    public int Port { get; init; }

    public IReadOnlyList<PeerEndpoint> Routers { get; init; } = PublicRouters;

    /// <summary>Where nodes are kept from run to run; null: nowhere.</summary>
    public string? NodesPath { get; init; }
}
