using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Simulator.Distribution.Protocols;

/// <summary>Makes a blob a frame: one slot and one record a chunk, all of which change with each blob, filled with seeded noise.</summary>
internal sealed class BlobPublisher : IDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DistributionPlan _plan;
    private readonly Publisher _publisher;
    private readonly Random _random;
    private readonly byte[] _noise;
    private readonly SlotPayload[] _payloads;

    public BlobPublisher(DistributionPlan plan, BroadcasterKeys keys)
    {
        _plan = plan;
        _random = new Random(Seeds.Derive(plan.Seed, SeedPurpose.Broadcast));
        var sessionBits = new Random(Seeds.Derive(plan.Seed, SeedPurpose.Session));
        var session = new SessionId(new UInt128((ulong)sessionBits.NextInt64(), (ulong)sessionBits.NextInt64()));
        _publisher = new Publisher(keys, new StreamParameters(plan.ChunkCount, plan.ChunkBytes, []), session, Epoch);
        _noise = new byte[(1 << 20) + plan.ChunkBytes]; // payloads are slices of it, so that content costs nothing per blob
        _random.NextBytes(_noise);
        _payloads = new SlotPayload[plan.ChunkCount];
    }

    public PublishedFrame Next(Instant now)
    {
        int left = _plan.BlobBytes;
        for (int i = 0; i < _payloads.Length; i++)
        {
            int record = left / (_payloads.Length - i);
            left -= record;
            int offset = _random.Next(1 << 20);
            _payloads[i] = new SlotPayload(new SlotIndex((ushort)i), _noise.AsMemory(offset, record - Record.OverheadBytes));
        }

        return _publisher.Publish(_payloads, Epoch + new TimeSpan(now.Ticks));
    }

    public void Dispose() => _publisher.Dispose();
}
