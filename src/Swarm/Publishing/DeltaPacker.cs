using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Publishing;

/// <summary>Seals payloads into records and packs them whole, in slot order, into chunks of at most the stream's capacity.</summary>
internal static class DeltaPacker
{
    /// <exception cref="ArgumentException">Slots do not rise, are out of range, or a payload does not fit a chunk.</exception>
    public static PackedFrame Pack(
        FrameNumber frame, IReadOnlyList<SlotPayload> payloads, StreamParameters parameters, RecordCipher cipher)
    {
        Check(payloads, parameters);
        var chunkEntries = new List<ChunkEntry>();
        var chunks = new List<ReadOnlyMemory<byte>>();
        var slots = new ushort[payloads.Count];
        for (int start = 0; start < payloads.Count;)
        {
            int end = start, length = 0;
            for (; end < payloads.Count; end++)
            {
                int record = RecordCipher.RecordBytes(payloads[end].Payload.Length);
                if (length + record > parameters.ChunkCapacity) break;
                length += record;
            }

            var bytes = new byte[length];
            Span<byte> free = bytes;
            for (int i = start; i < end; i++)
            {
                (SlotIndex slot, ReadOnlyMemory<byte> payload) = payloads[i];
                int record = RecordCipher.RecordBytes(payload.Length);
                cipher.Seal(slot, frame, payload.Span, free[..record]);
                free = free[record..];
                slots[i] = slot.Value;
            }

            chunkEntries.Add(new ChunkEntry(length, Hash256.Of(bytes), start, end - start));
            chunks.Add(bytes);
            start = end;
        }

        return new PackedFrame(FrameIndexWriter.WriteDelta(frame, [.. chunkEntries], slots), [.. chunks]);
    }

    private static void Check(IReadOnlyList<SlotPayload> payloads, StreamParameters parameters)
    {
        int previous = -1;
        foreach ((SlotIndex slot, ReadOnlyMemory<byte> payload) in payloads)
        {
            if (slot.Value <= previous || slot.Value >= parameters.SlotCount)
                throw new ArgumentException($"Slot {slot} is out of order or range.", nameof(payloads));
            if (RecordCipher.RecordBytes(payload.Length) > parameters.ChunkCapacity)
                throw new ArgumentException($"The payload of slot {slot}, {payload.Length} bytes, does not fit a chunk.", nameof(payloads));
            previous = slot.Value;
        }
    }
}
