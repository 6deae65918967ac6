using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Nodes;

/// <summary>Starts the product's node over real sockets, told no rates, with the product's own defaults.</summary>
internal static class BenchNode
{
    /// <param name="verifier">Borrowed for the host's life.</param>
    public static Task<NodeHost> StartAsync(
        SwarmMembership membership, ContentVerifier verifier, IPAddress bind, int port, int seed, CancellationToken cancellation) =>
        NodeHost.StartAsync(
            now => new SwarmNode(new SwarmOptions(), membership, new NodeServices(new Random(seed), verifier, NullLogger.Instance), now),
            new NodeHostOptions { BindAddress = bind, Port = port },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            cancellation);

    /// <summary>Ends when the node has so many neighbours that speak our protocol. Takes the host's events meanwhile.</summary>
    public static async Task WaitForNeighboursAsync(NodeHost host, int neighbours, CancellationToken cancellation)
    {
        while ((await host.GetStatisticsAsync(cancellation)).Neighbours.Count < neighbours)
            await host.Events.ReadAsync(cancellation); // a neighbour that joins is one
    }

    /// <summary>Adds one address to dial.</summary>
    public static ValueTask JoinAsync(NodeHost host, PeerAddress address, CancellationToken cancellation) =>
        host.PostAsync((node, now) => node.AddPeers([address], now), cancellation);
}
