using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Network;
using ScreenShare.Simulator.Nodes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Simulator.Distribution.Protocols;

/// <summary>The product: a <see cref="SwarmNode"/> on each host. A blob has arrived when its frame is released.</summary>
public sealed class SwarmProtocol : IProtocol
{
    /// <summary>Addresses a joining viewer is given besides the source's, as a tracker would.</summary>
    private const int KnownViewers = 4;

    private readonly ProtocolStage _stage;
    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly ContentVerifier _real = new();
    private readonly MemoisingVerifier _verifier;
    private readonly SharedChunks _chunks = new();
    private readonly BlobPublisher _publisher;
    private readonly NodeShell?[] _shells; // by host, the source first; null before it joins
    private readonly Random _contacts;

    public SwarmProtocol(ProtocolStage stage)
    {
        _stage = stage;
        _verifier = new MemoisingVerifier(_real, new FastHash(Seeds.Derive(stage.Plan.Seed, SeedPurpose.Hash)));
        _publisher = new BlobPublisher(stage.Plan, _keys);
        _contacts = new Random(Seeds.Derive(stage.Plan.Seed, SeedPurpose.Scenario));
        _shells = new NodeShell?[stage.Plan.Viewers + 1];
        var membership = new SwarmMembership(_keys.Public.Infohash, _keys.Public, IsSource: true);
        _shells[0] = Start("source", ProtocolStage.Source, stage.Plan.NodeOptions, membership, null);
    }

    public void Join(int viewer)
    {
        var contacts = new PeerAddress[1 + Math.Min(viewer, KnownViewers)];
        contacts[0] = ProtocolStage.AddressOf(0);
        for (int i = 1; i < contacts.Length; i++)
            contacts[i] = ProtocolStage.AddressOf(1 + _contacts.Next(viewer));
        Join(viewer, _stage.Plan.NodeOptions, contacts);
    }

    /// <param name="contacts">Addresses its join link carries.</param>
    public void Join(int viewer, SwarmOptions options, ReadOnlySpan<PeerAddress> contacts)
    {
        var membership = new SwarmMembership(_keys.Public.Infohash, PublicKey: null, IsSource: false); // all that a link says
        HostId host = ProtocolStage.HostOf(viewer);
        NodeShell shell = Start($"h{viewer + 1}", host, options, membership, new ReleaseTimes(viewer, _stage.Arrivals));
        _shells[viewer + 1] = shell;
        shell.AddPeers(contacts);
    }

    public void Publish(int round) => _shells[0]!.Publish(_publisher.Next(_stage.Network.Now)); // the source is there from the start

    public void Handle(in Occurrence occurrence) => _shells[occurrence.Host.Value - 1]!.Handle(occurrence); // nothing happens before

    public NodeBytes BytesOf(HostId host)
    {
        if (_shells[host.Value - 1]?.Statistics is not { } node) return default;
        return new NodeBytes(node.PieceBytesSent, node.PieceBytesReceived, node.DuplicateBytes, node.WireBytesSent);
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _real.Dispose();
        _keys.Dispose();
    }

    private NodeShell Start(string name, HostId host, SwarmOptions options, SwarmMembership membership, IReleaseSink? releases)
    {
        var random = new Random(Seeds.Derive(_stage.Plan.Seed, SeedPurpose.Node, host.Value));
        var services = new NodeServices(random, _verifier, NullLogger.Instance) { Chunks = _chunks };
        var node = new SwarmNode(options, membership, services, _stage.Network.Now);
        var shell = new NodeShell(name, host, node, _stage.Network, _stage.Trace, releases)
        {
            ChecksInvariants = _stage.Plan.ChecksInvariants,
        };
        shell.Listen();
        return shell;
    }
}
