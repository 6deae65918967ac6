using ScreenShare.Simulator.Checks;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Simulator.Broadcast;

/// <summary>
/// A screen made of seeded noise, published by the real <see cref="Publisher"/>: all slots first, then the planned share per frame,
/// heartbeats while nothing changes, and the end.
/// </summary>
public sealed class SyntheticBroadcast : IDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BroadcastPlan _plan;
    private readonly Random _random;
    private readonly Publisher _publisher;
    private readonly Instant _start;
    private readonly byte[] _noise = new byte[1 << 20]; // payloads are slices of it, so that content costs nothing per frame
    private readonly List<SlotPayload> _payloads = [];
    private readonly int[] _slots;

    public SyntheticBroadcast(BroadcastPlan plan, BroadcasterKeys keys, FastHash hash, int seed, Instant start)
    {
        _plan = plan;
        _start = start;
        NextDue = start;
        _random = new Random(Seeds.Derive(seed, SeedPurpose.Broadcast));
        _random.NextBytes(_noise);
        _slots = new int[plan.SlotCount];
        for (int i = 0; i < _slots.Length; i++)
            _slots[i] = i;
        var sessionBits = new Random(Seeds.Derive(seed, SeedPurpose.Session));
        var session = new SessionId(new UInt128((ulong)sessionBits.NextInt64(), (ulong)sessionBits.NextInt64()));
        Truth = new PublishedTruth(hash, plan.SlotCount, new RecordCipher(keys.Content, session, TrackId.Full));
        var parameters = new StreamParameters(plan.SlotCount, plan.ChunkCapacity, []);
        _publisher = new Publisher(keys, parameters, session, Epoch + new TimeSpan(start.Ticks));
    }

    public PublishedTruth Truth { get; }

    /// <summary>When <see cref="Next"/> is due; null after the end.</summary>
    public Instant? NextDue { get; private set; }

    /// <summary>The frame that is due now.</summary>
    public PublishedFrame Next(Instant now)
    {
        TimeSpan sinceStart = now - _start;
        DateTimeOffset captureTime = Epoch + new TimeSpan(now.Ticks);
        _payloads.Clear();
        if (sinceStart >= _plan.Duration)
        {
            NextDue = null;
            return Keep(_publisher.End(captureTime), ManifestKind.End, now);
        }

        if (_plan.IsStill(sinceStart))
        {
            Instant stillEnds = _start + _plan.StillFrom!.Value + _plan.StillFor; // it is still, so both are there
            NextDue = Instant.Min(Instant.Min(now + HeartbeatInterval, stillEnds), _start + _plan.Duration);
            return Keep(_publisher.Heartbeat(captureTime), ManifestKind.Heartbeat, now);
        }

        NextDue = Instant.Min(now + _plan.FrameInterval, _start + _plan.Duration);
        DrawPayloads(Truth.NewestFrame.IsNone ? _plan.SlotCount : _plan.ChangedSlots);
        return Keep(_publisher.Publish(_payloads, captureTime), ManifestKind.Delta, now);
    }

    public void Dispose()
    {
        _publisher.Dispose();
        Truth.Dispose();
    }

    private PublishedFrame Keep(PublishedFrame frame, ManifestKind kind, Instant now)
    {
        Truth.Add(frame.Frame, kind, _payloads, now);
        return frame;
    }

    /// <summary>The first places of a partial shuffle are the slots that change; the publisher wants them in order.</summary>
    private void DrawPayloads(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int other = _random.Next(i, _slots.Length);
            (_slots[i], _slots[other]) = (_slots[other], _slots[i]);
        }

        Array.Sort(_slots, 0, count);
        for (int i = 0; i < count; i++)
        {
            int length = _random.Next(_plan.PayloadBytesMin, _plan.PayloadBytesMax + 1);
            int offset = _random.Next(_noise.Length - length);
            _payloads.Add(new SlotPayload(new SlotIndex((ushort)_slots[i]), _noise.AsMemory(offset, length)));
        }
    }
}
