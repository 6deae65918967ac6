using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;
using Record = ScreenShare.Swarm.Content.Record;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>A broadcaster that publishes drawn payloads, and knows what each slot should hold.</summary>
internal sealed class Studio : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(1);
    private readonly Publisher _publisher;
    private readonly int _slots;
    private int _frames;
    private TimeSpan _idle;

    public Studio(int slots = 64, BroadcasterKeys? keys = null, int session = 1)
    {
        Keys = keys ?? BroadcasterKeys.Create();
        _slots = slots;
        Id = new SessionId(((UInt128)(uint)session << 96) | 7);
        Shown = new byte[slots][];
        Parameters = new StreamParameters(slots, StreamParameters.ChunkCapacityUsual, [1, 2, 3]);
        _publisher = new Publisher(Keys, Parameters, Id, Start.AddSeconds(session));
    }

    public BroadcasterKeys Keys { get; }

    public SessionId Id { get; }

    public StreamParameters Parameters { get; }

    /// <summary>Newest payload of each slot.</summary>
    public byte[][] Shown { get; }

    public SwarmMembership Source => new(Keys.Public.Infohash, Keys.Public, IsSource: true);

    public SwarmMembership Joiner => new(Keys.Public.Infohash, PublicKey: null, IsSource: false);

    /// <summary>The first call draws every slot, the following about one in <paramref name="oneIn"/>.</summary>
    public PublishedFrame Next(int oneIn = 4, int bytes = 2000)
    {
        var payloads = new List<SlotPayload>();
        for (int slot = 0; slot < _slots; slot++)
        {
            if (_frames > 0 && _random.Next(oneIn) != 0 && !(slot == _slots - 1 && payloads.Count == 0)) continue;
            Shown[slot] = new byte[bytes];
            _random.NextBytes(Shown[slot]);
            payloads.Add(new SlotPayload(new SlotIndex((ushort)slot), Shown[slot]));
        }

        return _publisher.Publish(payloads, CaptureTime());
    }

    /// <param name="after">Time in which nothing happened.</param>
    public PublishedFrame Heartbeat(TimeSpan after = default)
    {
        _idle += after;
        return _publisher.Heartbeat(CaptureTime());
    }

    public PublishedFrame End() => _publisher.End(CaptureTime());

    /// <summary>What a viewer with the content key sees after these releases; null for a slot it has nothing of.</summary>
    public byte[]?[] Decode(IEnumerable<ReleasedFrame> frames)
    {
        using var cipher = new RecordCipher(Keys.Content, Id, TrackId.Full);
        var shown = new byte[]?[_slots];
        foreach (Record record in frames.SelectMany(frame => frame.Records))
        {
            var payload = new byte[record.Sealed.Length - Record.TagBytes];
            Assert.True(cipher.TryOpen(record, payload, out _));
            shown[record.Slot.Value] = payload;
        }

        return shown;
    }

    public void Dispose() => _publisher.Dispose();

    private DateTimeOffset CaptureTime() => Start.AddSeconds(10) + _idle + (TimeSpan.FromMilliseconds(33) * _frames++);
}
