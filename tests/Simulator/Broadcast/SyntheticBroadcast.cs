using System.Diagnostics.CodeAnalysis;
using ScreenShare.Simulator.Checks;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
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
    private readonly int[] _moving; // the same when all do
    private readonly bool[] _hasChanged; // since the last frame, by slot
    private int _changedSlots;
    private bool _isStill;
    private bool _isOver;
    private Instant _publishedAt;

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
        _moving = plan.MovingSlots == plan.SlotCount ? _slots : _slots[..plan.MovingSlots];
        _hasChanged = new bool[plan.SlotCount];
        var sessionBits = new Random(Seeds.Derive(seed, SeedPurpose.Session));
        var session = new SessionId(new UInt128((ulong)sessionBits.NextInt64(), (ulong)sessionBits.NextInt64()));
        Truth = new PublishedTruth(hash, plan.SlotCount, new RecordCipher(keys.Content, session, TrackId.Full));
        var parameters = new StreamParameters(plan.SlotCount, plan.ChunkCapacity, []);
        _publisher = new Publisher(keys, parameters, session, Epoch + new TimeSpan(start.Ticks));
    }

    public PublishedTruth Truth { get; }

    /// <summary>When the picture is to be looked at again; null after the end.</summary>
    public Instant? NextDue { get; private set; }

    /// <summary>Something is there that <see cref="TryPublish"/> may take.</summary>
    public bool HasNews => _changedSlots > 0 || _isStill || (_isOver && !Truth.HasEnded);

    /// <summary>A look at the screen, as a broadcaster takes one at its pace whether or not the last one has been published.</summary>
    public void Look(Instant now)
    {
        TimeSpan sinceStart = now - _start;
        Instant end = _start + _plan.Duration;
        _isOver = now >= end;
        _isStill = !_isOver && _plan.IsStill(sinceStart);
        if (_isOver)
        {
            NextDue = null;
            return;
        }

        Instant next = now + _plan.FrameInterval;
        if (_isStill)
            next = Instant.Min(now + HeartbeatInterval, _start + _plan.StillFrom!.Value + _plan.StillFor); // it is still, so both are there
        else
            DrawChanges(Truth.NewestFrame.IsNone ? _plan.SlotCount : _plan.ChangedSlots);
        NextDue = Instant.Min(next, end);
    }

    /// <summary>
    /// What is due now. Changes wait for the node, and those of later looks join them; heartbeats do not, nor does the end once the last
    /// changes are out.
    /// </summary>
    public bool TryPublish(bool isReady, Instant now, [NotNullWhen(true)] out PublishedFrame? frame)
    {
        DateTimeOffset captureTime = Epoch + new TimeSpan(now.Ticks);
        frame = null;
        _payloads.Clear();
        if (_changedSlots > 0 && isReady)
        {
            DrawPayloads();
            frame = Keep(_publisher.Publish(_payloads, captureTime), ManifestKind.Delta, now);
        }
        else if (_changedSlots == 0 && _isOver && !Truth.HasEnded)
        {
            frame = Keep(_publisher.End(captureTime), ManifestKind.End, now);
        }
        else if ((_isStill && _changedSlots == 0) || (IsSilent(now) && !_isOver))
        {
            _isStill = false;
            frame = Keep(_publisher.Heartbeat(captureTime), ManifestKind.Heartbeat, now);
        }

        return frame is not null;
    }

    public void Dispose()
    {
        _publisher.Dispose();
        Truth.Dispose();
    }

    /// <summary>Something has waited for so long that viewers are to hear that the broadcast goes on.</summary>
    private bool IsSilent(Instant now) => _changedSlots > 0 && !Truth.NewestFrame.IsNone && now - _publishedAt >= HeartbeatInterval;

    private PublishedFrame Keep(PublishedFrame frame, ManifestKind kind, Instant now)
    {
        _publishedAt = now;
        Truth.Add(frame.Frame, kind, _payloads, now);
        return frame;
    }

    /// <summary>The first places of a partial shuffle are the slots that change.</summary>
    private void DrawChanges(int count)
    {
        int[] slots = count == _slots.Length ? _slots : _moving;
        for (int i = 0; i < count; i++)
        {
            int other = _random.Next(i, slots.Length);
            (slots[i], slots[other]) = (slots[other], slots[i]);
        }

        Array.Sort(slots, 0, count);
        for (int i = 0; i < count; i++)
        {
            _changedSlots += _hasChanged[slots[i]] ? 0 : 1;
            _hasChanged[slots[i]] = true;
        }
    }

    /// <summary>The publisher wants them in order.</summary>
    private void DrawPayloads()
    {
        for (int slot = 0; slot < _hasChanged.Length; slot++)
        {
            if (!_hasChanged[slot]) continue;
            int length = _random.Next(_plan.PayloadBytesMin, _plan.PayloadBytesMax + 1);
            int offset = _random.Next(_noise.Length - length);
            _payloads.Add(new SlotPayload(new SlotIndex((ushort)slot), _noise.AsMemory(offset, length)));
        }

        Array.Clear(_hasChanged);
        _changedSlots = 0;
    }
}
