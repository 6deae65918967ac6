using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Sockets.Tests;

/// <summary>A broadcaster and as many hosts as a test wants, on 127.0.0.1 and ports of the machine's choice.</summary>
internal sealed class Broadcast : IAsyncDisposable
{
    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly SessionId _session = BroadcasterKeys.CreateSessionId();
    private readonly Publisher _publisher;
    private readonly RecordCipher _cipher;
    private readonly Random _random = new(1);
    private readonly List<NodeHost> _hosts = [];
    private readonly List<byte[]> _picture = [];
    private readonly int _slots;
    private readonly int _payloadBytes;
    private DateTimeOffset _captureTime = DateTimeOffset.UnixEpoch;

    public Broadcast(int slots = 16, int payloadBytes = 4000)
    {
        _slots = slots;
        _payloadBytes = payloadBytes;
        var parameters = new StreamParameters(slots, StreamParameters.ChunkCapacityUsual, []);
        _publisher = new Publisher(_keys, parameters, _session, _captureTime);
        _cipher = new RecordCipher(_keys.Content, _session, TrackId.Full);
    }

    public Infohash Infohash => _keys.Public.Infohash;

    public async Task<NodeHost> StartSourceAsync(CancellationToken cancellation, NodeHostOptions? options = null) =>
        await StartAsync(new SwarmMembership(_keys.Public.Infohash, _keys.Public, IsSource: true), options, cancellation);

    /// <summary>A viewer that knows the link and one address.</summary>
    public async Task<NodeHost> StartViewerAsync(int peerPort, CancellationToken cancellation)
    {
        var membership = new SwarmMembership(_keys.Public.Infohash, PublicKey: null, IsSource: false);
        NodeHost host = await StartAsync(membership, options: null, cancellation);
        await TellAsync(host, peerPort, cancellation);
        return host;
    }

    /// <summary>Adds a port of this machine to the host's address book.</summary>
    public static async Task TellAsync(NodeHost host, int peerPort, CancellationToken cancellation) =>
        await host.PostAsync((node, now) => node.AddPeers([PeerAddress.From(IPAddress.Loopback, peerPort)], now), cancellation);

    /// <summary>Publishes new random content: of every slot at first, then of <paramref name="changedSlots"/>.</summary>
    public async Task PublishAsync(NodeHost source, CancellationToken cancellation, int changedSlots = 1)
    {
        var payloads = new List<SlotPayload>();
        bool first = _picture.Count == 0;
        for (int slot = 0; slot < (first ? _slots : changedSlots); slot++)
        {
            var payload = new byte[_payloadBytes];
            _random.NextBytes(payload);
            payloads.Add(new SlotPayload(new SlotIndex((ushort)slot), payload));
            if (first) _picture.Add(payload);
            else _picture[slot] = payload;
        }

        _captureTime += TimeSpan.FromMilliseconds(33);
        await source.PublishAsync(_publisher.Publish(payloads, _captureTime), cancellation);
    }

    /// <summary>Reads frames until the viewer shows what was published last, and no slot shows anything else.</summary>
    public async Task<ReleasedFrame> WatchAsync(NodeHost viewer, Dictionary<SlotIndex, byte[]> shown, CancellationToken cancellation)
    {
        while (true)
        {
            ReleasedFrame frame = await viewer.Frames.ReadAsync(cancellation);
            foreach (Content.Record record in frame.Records)
            {
                var payload = new byte[record.Sealed.Length];
                Assert.True(_cipher.TryOpen(record, payload, out int bytes));
                shown[record.Slot] = payload[..bytes];
            }

            if (Enumerable.Range(0, _slots).All(slot => shown[new SlotIndex((ushort)slot)].AsSpan().SequenceEqual(_picture[slot])))
                return frame;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (NodeHost host in _hosts)
            await host.DisposeAsync();
        _publisher.Dispose();
        _cipher.Dispose();
        _keys.Dispose();
    }

    private async Task<NodeHost> StartAsync(SwarmMembership membership, NodeHostOptions? options, CancellationToken cancellation)
    {
        int seed = _hosts.Count + 1;
        NodeHost host = await NodeHost.StartAsync(
            now => new SwarmNode(
                new SwarmOptions(), membership, new NodeServices(new Random(seed), new ContentVerifier(), NullLogger.Instance), now),
            (options ?? new NodeHostOptions()) with { BindAddress = IPAddress.Loopback },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            cancellation);
        _hosts.Add(host);
        return host;
    }
}
