using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Content;

/// <summary>
/// Reads indexes (wire protocol, sections 6 and 8). Their hash is checked before, so what is malformed here was signed so; still nothing is
/// trusted: counts are bounded by the slot count before memory is taken.
/// </summary>
internal static class FrameIndexReader
{
    // Per chunk: length, hash, count, first slot; per slot at most a varint of a gap or of an age.
    private const int ChunkBytesMax = (3 * VarInt.BytesMax) + Hash256.Bytes;

    /// <summary>Longest index that a stream of so many slots can have: no slot occurs twice, and each chunk holds at least one.</summary>
    public static int BytesMax(int slotCount) => VarInt.BytesMax + (slotCount * (ChunkBytesMax + VarInt.BytesMax));

    public static bool TryReadDelta(ReadOnlySpan<byte> source, FrameNumber frame, StreamParameters parameters, out FrameIndex? index)
    {
        index = null;
        byte[] bytes = source.ToArray();
        if (!TryReadChunkCount(ref source, parameters, out int chunkCount)) return false;

        var chunks = new ChunkEntry[chunkCount];
        var slots = new List<ushort>(parameters.SlotCount);
        int previous = -1;
        for (int c = 0; c < chunkCount; c++)
        {
            if (!TryReadChunk(ref source, parameters, slots.Count, out chunks[c]) || !VarInt.TryRead(ref source, out uint first))
                return false;
            long slot = first;
            for (int i = 0; i < chunks[c].SlotCount; i++)
            {
                if (i > 0)
                {
                    if (!VarInt.TryRead(ref source, out uint gap)) return false;
                    slot += gap + 1L;
                }

                if (slot <= previous || slot >= parameters.SlotCount) return false;
                previous = (int)slot;
                slots.Add((ushort)slot);
            }
        }

        if (!source.IsEmpty) return false;
        index = new FrameIndex(frame, bytes, chunks, [.. slots], origins: null);
        return true;
    }

    public static bool TryReadKeyFrame(ReadOnlySpan<byte> source, FrameNumber frame, StreamParameters parameters, out FrameIndex? index)
    {
        index = null;
        byte[] bytes = source.ToArray();
        if (!TryReadChunkCount(ref source, parameters, out int chunkCount)) return false;

        var chunks = new ChunkEntry[chunkCount];
        int slotCount = 0;
        for (int c = 0; c < chunkCount; c++)
        {
            if (!TryReadChunk(ref source, parameters, slotCount, out chunks[c])) return false;
            slotCount += chunks[c].SlotCount;
        }

        if (slotCount != parameters.SlotCount) return false;
        var slots = new ushort[slotCount];
        var origins = new uint[slotCount];
        for (int s = 0; s < slotCount; s++)
        {
            if (!VarInt.TryRead(ref source, out uint age) || age >= frame.Value) return false;
            slots[s] = (ushort)s;
            origins[s] = frame.Value - age;
        }

        if (!source.IsEmpty) return false;
        index = new FrameIndex(frame, bytes, chunks, slots, origins);
        return true;
    }

    private static bool TryReadChunkCount(ref ReadOnlySpan<byte> source, StreamParameters parameters, out int count)
    {
        bool read = VarInt.TryRead(ref source, out uint value);
        bool fits = read && value >= 1 && value <= parameters.SlotCount && value <= source.Length / Hash256.Bytes;
        count = fits ? (int)value : 0;
        return fits;
    }

    private static bool TryReadChunk(ref ReadOnlySpan<byte> source, StreamParameters parameters, int slotsBefore, out ChunkEntry entry)
    {
        entry = default;
        if (!VarInt.TryRead(ref source, out uint length) || length < Record.OverheadBytes || length > parameters.ChunkCapacity)
            return false;
        if (source.Length < Hash256.Bytes) return false;
        Hash256 hash = Hash256.Read(source);
        source = source[Hash256.Bytes..];
        if (!VarInt.TryRead(ref source, out uint slots) || slots < 1 || slots > parameters.SlotCount - slotsBefore) return false;
        entry = new ChunkEntry((int)length, hash, slotsBefore, (int)slots);
        return true;
    }
}
