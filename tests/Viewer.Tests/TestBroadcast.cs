using System.Buffers;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;
using Record = ScreenShare.Swarm.Content.Record; // xunit has one too

namespace ScreenShare.Viewer.Tests;

/// <summary>
/// A broadcaster without a network: a real publisher, and what a node would release of its frames when it has missed none.
/// </summary>
internal sealed class TestBroadcast : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StreamLayout _layout;
    private readonly TileGrid _grid;
    private readonly TileEncoder _encoder = new();
    private readonly StreamParameters _parameters;
    private readonly SessionId _session = BroadcasterKeys.CreateSessionId();
    private readonly Publisher _publisher;

    public TestBroadcast(BroadcasterKeys keys, PictureSize size)
    {
        _layout = new StreamLayout(size);
        _grid = _layout.Grid;
        _parameters = new StreamParameters(_layout.SlotCount, StreamParameters.ChunkCapacityUsual, BytesOf(_layout));
        _publisher = new Publisher(keys, _parameters, _session, Start);
    }

    /// <summary>All tiles of the picture as the next frame.</summary>
    public ReleasedFrame Release(Picture picture, DateTimeOffset captureTime)
    {
        var payloads = new List<SlotPayload>();
        for (int i = 0; i < _grid.Count; i++)
        {
            var payload = new ArrayBufferWriter<byte>();
            _encoder.Encode(picture, _grid.Bounds(new TileIndex(i)), payload);
            payloads.Add(new SlotPayload(new SlotIndex((ushort)i), payload.WrittenMemory));
        }

        var hidden = new byte[PointerPositionPayload.LengthBytes];
        PointerPositionPayload.Write(PointerState.Hidden, hidden);
        payloads.Add(PayloadOf(StreamLayer.PointerPosition, hidden));
        payloads.Add(PayloadOf(StreamLayer.PointerShape, PointerShapePayload.Of(null)));
        payloads.Add(PayloadOf(StreamLayer.Notice, NoticePayload.Of("")));
        return Released(payloads, captureTime);
    }

    /// <summary>One layer and no tile.</summary>
    public ReleasedFrame Release(StreamLayer layer, byte[] payload, DateTimeOffset captureTime) =>
        Released([PayloadOf(layer, payload)], captureTime);

    /// <summary>One tile with whatever payload.</summary>
    public ReleasedFrame Release(int tile, byte[] payload, DateTimeOffset captureTime) =>
        Released([new SlotPayload(new SlotIndex((ushort)tile), payload)], captureTime);

    public void Dispose() => _publisher.Dispose();

    private SlotPayload PayloadOf(StreamLayer layer, byte[] payload) => new(new SlotIndex((ushort)_layout.SlotOf(layer)), payload);

    private static byte[] BytesOf(StreamLayout layout)
    {
        var bytes = new ArrayBufferWriter<byte>();
        layout.Write(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private ReleasedFrame Released(List<SlotPayload> payloads, DateTimeOffset captureTime)
    {
        PublishedFrame published = _publisher.Publish(payloads, captureTime);
        return new ReleasedFrame
        {
            Session = _session,
            Frame = published.Frame,
            Kind = ManifestKind.Delta,
            CaptureTime = captureTime,
            Parameters = _parameters,
            StartsSession = published.Frame == FrameNumber.First,
            SkippedFrames = 0,
            Records = Records(published),
        };
    }

    private static List<Record> Records(PublishedFrame published)
    {
        List<Record> records = [];
        foreach (ReadOnlyMemory<byte> chunk in published.Delta?.Chunks ?? [])
        {
            ReadOnlyMemory<byte> rest = chunk;
            while (Record.TryRead(rest, out Record record))
            {
                records.Add(record);
                rest = rest[record.Bytes.Length..];
            }
        }

        return records;
    }
}
