using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Distribute;

/// <summary>
/// Publishes blobs: frames of so many random bytes in which every slot changes, one record a chunk. A virtual key frame is committed to
/// every second, as always; nobody who has the blob before fetches it.
/// </summary>
internal sealed class BlobBroadcast : IDisposable
{
    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly Publisher _publisher;
    private readonly Random _random;
    private readonly int _bytes;
    private readonly int _chunks;

    public BlobBroadcast(int bytes, int chunkCapacity, int seed)
    {
        _bytes = bytes;
        int payloadMax = chunkCapacity - Record.OverheadBytes;
        _chunks = (bytes + payloadMax - 1) / payloadMax;
        _random = new Random(seed);
        var parameters = new StreamParameters(_chunks, chunkCapacity, []);
        _publisher = new Publisher(_keys, parameters, BroadcasterKeys.CreateSessionId(), DateTimeOffset.UtcNow);
    }

    public SwarmMembership Membership => new(_keys.Public.Infohash, _keys.Public, IsSource: true);

    /// <summary>Of the last blob, as <see cref="BlobReader"/> has it.</summary>
    public string Digest { get; private set; } = "";

    public JoinLink Link(PeerAddress address) =>
        new(_keys.Public.Infohash, "bench", [new PeerEndpoint(address)], [], _keys.Content);

    /// <summary>The next blob, sealed, packed and signed; spread evenly over its chunks.</summary>
    public PublishedFrame Next()
    {
        var payloads = new SlotPayload[_chunks];
        using var digest = new BlobDigest();
        for (int i = 0; i < _chunks; i++)
        {
            long start = (long)_bytes * i / _chunks, end = (long)_bytes * (i + 1) / _chunks;
            var payload = new byte[end - start];
            _random.NextBytes(payload);
            digest.Add(payload);
            payloads[i] = new SlotPayload(new SlotIndex((ushort)i), payload);
        }

        Digest = digest.Finish();
        return _publisher.Publish(payloads, DateTimeOffset.UtcNow);
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _keys.Dispose();
    }
}
