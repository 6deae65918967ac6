using System.Buffers;
using ScreenShare.Frames;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trust;
using Record = ScreenShare.Swarm.Content.Record; // xunit has one too

namespace ScreenShare.Viewer.Tests;

/// <summary>
/// A broadcaster without a network: a real publisher, and what a node would release of its frames when it has missed none.
/// </summary>
internal sealed class TestBroadcast : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TileGrid _grid;
    private readonly TileEncoder _encoder = new();
    private readonly StreamParameters _parameters;
    private readonly SessionId _session = BroadcasterKeys.CreateSessionId();
    private readonly Publisher _publisher;

    public TestBroadcast(BroadcasterKeys keys, PictureSize size)
    {
        _grid = new TileGrid(size);
        _parameters = new StreamParameters(_grid.Count, StreamParameters.ChunkCapacityMin, Layout(size));
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

        return Released(payloads, captureTime);
    }

    /// <summary>One tile with whatever payload.</summary>
    public ReleasedFrame Release(int tile, byte[] payload, DateTimeOffset captureTime) =>
        Released([new SlotPayload(new SlotIndex((ushort)tile), payload)], captureTime);

    public void Dispose() => _publisher.Dispose();

    private static byte[] Layout(PictureSize size)
    {
        var bytes = new ArrayBufferWriter<byte>();
        new StreamLayout(size).Write(bytes);
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
