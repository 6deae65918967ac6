using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Publishing;

/// <summary>
/// Writes indexes (wire protocol, sections 6 and 8). A function of its arguments alone: every peer must get the same bytes.
/// </summary>
internal static class FrameIndexWriter
{
    public static FrameIndex WriteDelta(FrameNumber frame, ChunkEntry[] chunks, ushort[] slots)
    {
        var buffer = new ArrayBufferWriter<byte>();
        VarInt.Write(buffer, (uint)chunks.Length);
        foreach (ChunkEntry chunk in chunks)
        {
            WriteChunk(buffer, chunk);
            VarInt.Write(buffer, slots[chunk.SlotStart]);
            for (int i = 1; i < chunk.SlotCount; i++)
                VarInt.Write(buffer, (uint)(slots[chunk.SlotStart + i] - slots[chunk.SlotStart + i - 1] - 1));
        }

        return new FrameIndex(frame, buffer.WrittenSpan.ToArray(), chunks, slots, origins: null);
    }

    public static FrameIndex WriteKeyFrame(FrameNumber frame, ChunkEntry[] chunks, uint[] origins)
    {
        var buffer = new ArrayBufferWriter<byte>();
        VarInt.Write(buffer, (uint)chunks.Length);
        foreach (ChunkEntry chunk in chunks)
            WriteChunk(buffer, chunk);
        var slots = new ushort[origins.Length];
        for (int s = 0; s < origins.Length; s++)
        {
            slots[s] = (ushort)s;
            VarInt.Write(buffer, frame.Value - origins[s]);
        }

        return new FrameIndex(frame, buffer.WrittenSpan.ToArray(), chunks, slots, origins);
    }

    private static void WriteChunk(ArrayBufferWriter<byte> buffer, ChunkEntry chunk)
    {
        VarInt.Write(buffer, (uint)chunk.Length);
        chunk.Hash.Write(buffer.GetSpan(Hash256.Bytes));
        buffer.Advance(Hash256.Bytes);
        VarInt.Write(buffer, (uint)chunk.SlotCount);
    }
}
