using System.Buffers;
using System.Text;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Content;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Trust;
using Record = ScreenShare.Swarm.Content.Record;

namespace ScreenShare.Fuzz.Tests;

/// <summary>What the broadcaster signs, or somebody in its name: manifests, indexes, chunks, records, keys.</summary>
internal static class ContentReaders
{
    public static IEnumerable<FuzzedReader> All
    {
        get
        {
            (PublishedFrame first, PublishedFrame second, StreamParameters parameters) = Published.TwoFrames();
            byte[] delta = second.Delta!.Index.Bytes.ToArray(), keyFrame = first.KeyFrame!.Index.Bytes.ToArray(); // a first frame has both
            return
            [
                new("manifest", ["Manifest.TryRead"], [first.Manifest.Bytes.ToArray(), second.Manifest.Bytes.ToArray()], ReadManifest),
                new("delta index", ["FrameIndexReader.TryReadDelta"], [delta, keyFrame], bytes =>
                {
                    if (FrameIndexReader.TryReadDelta(bytes, second.Frame, parameters, out FrameIndex? index))
                        HoldsTogether(index!, bytes, parameters);
                }),
                new("key frame index", ["FrameIndexReader.TryReadKeyFrame"], [keyFrame, delta], bytes =>
                {
                    if (FrameIndexReader.TryReadKeyFrame(bytes, first.Frame, parameters, out FrameIndex? index))
                        HoldsTogether(index!, bytes, parameters);
                }),
                Chunks(second.Delta),
                Records(second.Delta),
                new("numbers of variable length", ["VarInt.TryRead"], [[0x05], [0xAC, 0x02], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]], ReadNumbers),
                Keys(),
                new("content key", ["ContentKey.TryParse"], [Encoding.ASCII.GetBytes(Convert.ToHexString(new byte[16]))], bytes =>
                    Assert.Equal(ContentKey.TryParse(Encoding.Latin1.GetString(bytes), out ContentKey? key), key is not null)),
            ];
        }
    }

    private static void ReadManifest(byte[] bytes)
    {
        if (!Manifest.TryRead(bytes, out Manifest? manifest, out int consumed)) return;
        Assert.InRange(consumed, 1, bytes.Length);
        Assert.Equal(bytes[..consumed], manifest!.Bytes.ToArray());
        Assert.InRange(manifest.CaptureTime.Year, 1970, 9999);
        Assert.InRange(manifest.Parameters.SlotCount, 1, StreamParameters.SlotsMax);
        Assert.InRange(manifest.IndexBytes, 0, FrameIndexReader.BytesMax(manifest.Parameters.SlotCount));
        Assert.InRange(manifest.KeyIndexBytes, 0, FrameIndexReader.BytesMax(manifest.Parameters.SlotCount));
    }

    private static void HoldsTogether(FrameIndex index, byte[] bytes, StreamParameters parameters)
    {
        Hold.That(index.Bytes.Span.SequenceEqual(bytes));
        int slots = 0;
        foreach (ChunkEntry chunk in index.Chunks)
        {
            Hold.That(chunk.SlotStart == slots);
            Hold.That(chunk.Length >= 1 && chunk.Length <= parameters.ChunkCapacity);
            slots += chunk.SlotCount;
        }

        Hold.That(slots == index.Slots.Length);
        for (int i = 0; i < index.Slots.Length; i++)
        {
            Hold.That(index.Slots[i] < parameters.SlotCount && (i == 0 || index.Slots[i] > index.Slots[i - 1]));
            Hold.That(index.OriginAt(i) >= FrameNumber.First && index.OriginAt(i) <= index.Frame);
        }
    }

    private static FuzzedReader Chunks(PackedFrame delta)
    {
        var records = new Record[delta.Index.Chunks[0].SlotCount];
        return new("chunk", ["FrameIndex.TryReadRecords"], [delta.Chunks[0].ToArray(), delta.Chunks[^1].ToArray()], bytes =>
        {
            if (delta.Index.TryReadRecords(0, bytes, records))
                Assert.Equal(delta.Index.SlotsOf(0).ToArray(), records.Select(record => record.Slot.Value));
        });
    }

    private static FuzzedReader Records(PackedFrame delta)
    {
        var cipher = new RecordCipher(new Studio(slots: 1).Keys.Content, default, TrackId.Full);
        var payload = new byte[ushort.MaxValue];
        byte[] chunk = delta.Chunks[0].ToArray();
        return new("records", ["Record.TryRead", "RecordCipher.TryOpen"], [chunk, chunk[..800]], bytes =>
        {
            ReadOnlyMemory<byte> rest = bytes;
            while (Record.TryRead(rest, out Record record))
            {
                Hold.That(record.Bytes.Length >= Record.OverheadBytes && record.Bytes.Length <= rest.Length);
                Hold.That(!cipher.TryOpen(record, payload, out _)); // sealed with another key
                rest = rest[record.Bytes.Length..];
                if (bytes.Length > 1000) break; // one is enough of many
            }
        })
        {
            AllocatedMax = 64 * 1024, // what the runtime takes for telling that a tag does not fit
        };
    }

    private static void ReadNumbers(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        var written = new ArrayBufferWriter<byte>();
        for (int start = 0; VarInt.TryRead(ref rest, out uint value); start = bytes.Length - rest.Length)
        {
            VarInt.Write(written, value);
            Hold.That(bytes.AsSpan(start, bytes.Length - rest.Length - start).SequenceEqual(written.WrittenSpan)); // one spelling only
            written.ResetWrittenCount();
        }
    }

    private static FuzzedReader Keys()
    {
        PublicKey real = new Studio(slots: 1).Keys.Public;
        return new("public key", ["PublicKey.TryRead"], [real.Point.ToArray()], bytes =>
        {
            bool read = PublicKey.TryRead(bytes, real.Infohash, out PublicKey? key);
            Assert.Equal(read, bytes.AsSpan().SequenceEqual(real.Point));
            Assert.Equal(read, key is not null);
        });
    }
}
