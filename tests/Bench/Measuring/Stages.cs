using System.Diagnostics;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Measuring;

/// <summary>
/// Takes pictures through the product's own pipeline on the calling thread, stage by stage: compare and encode, publish (seal, pack, hash,
/// sign),
/// and on the other side open, decode and draw. Checks that what comes out is what went in.
/// </summary>
internal sealed class Stages : IDisposable
{
    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly PictureSession _session;
    private readonly RecordCipher _cipher;
    private readonly Canvas _canvas;
    private readonly byte[] _payload = new byte[ushort.MaxValue];
    private readonly Queue<Picture> _spares = new();

    public Stages(PictureSize size)
    {
        _session = new PictureSession(_keys, size, StreamParameters.ChunkCapacityUsual, DateTimeOffset.UtcNow, workers: 1);
        _cipher = new RecordCipher(_keys.Content, _session.Id, TrackId.Full);
        _canvas = new Canvas(new StreamLayout(size).Grid);
        for (int i = 0; i < 2; i++)
            _spares.Enqueue(new Picture(size));
    }

    public Samples EncodeMs { get; } = new();

    public Samples PublishMs { get; } = new();

    public Samples DecodeMs { get; } = new();

    /// <summary>Of every frame, unchanged ones counted as 0: chunks alone.</summary>
    public Samples Bytes { get; } = new();

    public Samples ChangedTiles { get; } = new();

    /// <summary>Index and manifest on top of the chunks, per changed frame.</summary>
    public Samples OverheadBytes { get; } = new();

    public int Frames { get; private set; }

    /// <summary>Frames whose decoded picture differs from the one that went in: always 0.</summary>
    public int Wrong { get; private set; }

    /// <summary>A picture to fill; give it to <see cref="Push"/>.</summary>
    public Picture Rent() => _spares.Dequeue();

    public void Push(Picture picture, DateTimeOffset now)
    {
        long start = Stopwatch.GetTimestamp();
        EncodedPicture encoded = _session.Encode(new CapturedPicture(picture, now));
        double encodeMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Frames++;
        if (encoded.Payloads.Count > 0)
        {
            EncodeMs.Add(encodeMs);
            Publish(encoded, now);
            Wrong += _canvas.Picture.Pixels.SequenceEqual(picture.Pixels) ? 0 : 1;
        }
        else
        {
            Bytes.Add(0);
        }

        // The encoder keeps the last picture to compare with, and gives back the one before; the first time there is none.
        _spares.Enqueue(encoded.Spare ?? new Picture(picture.Size));
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _session.Dispose();
        _keys.Dispose();
    }

    private void Publish(EncodedPicture encoded, DateTimeOffset now)
    {
        long start = Stopwatch.GetTimestamp();
        PublishedFrame frame = _session.Publisher.Publish(encoded.Payloads, now);
        PublishMs.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        Bytes.Add(frame.ContentBytes);
        ChangedTiles.Add(encoded.Tiles);
        OverheadBytes.Add(frame.Manifest.Bytes.Length + frame.Delta!.Index.Bytes.Length); // it has payloads, so a delta

        start = Stopwatch.GetTimestamp();
        foreach (ReadOnlyMemory<byte> chunk in frame.Delta.Chunks)
            Draw(chunk);
        DecodeMs.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private void Draw(ReadOnlyMemory<byte> chunk)
    {
        while (Record.TryRead(chunk, out Record record))
        {
            chunk = chunk[record.Bytes.Length..];
            if (record.Slot.Value >= _canvas.Grid.Count) continue; // a layer
            if (!_cipher.TryOpen(record, _payload, out int bytes)
                || !_canvas.TryApply(new TileIndex(record.Slot.Value), _payload.AsSpan(0, bytes), out RecordViolation violation))
                throw new InvalidDataException($"slot {record.Slot} of frame {record.Origin} cannot be drawn");
        }
    }
}
