using System.Buffers.Binary;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>Asks for a piece: <c>| chunk id (12) | deadline in ms (2; 65535: none) | flags (1; 0) |</c>.</summary>
/// <param name="Deadline">
/// When the piece should be there, counted from the request's arrival; null when there is no hurry. Sent in whole milliseconds
/// from 0 to 65534: what lies outside is brought to the nearer end.
/// </param>
public readonly record struct Request(ChunkId Chunk, TimeSpan? Deadline)
{
    private const ushort NoDeadline = ushort.MaxValue;

    public static bool TryRead(ReadOnlySpan<byte> body, out Request message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.Request || !ChunkIdFormat.TryRead(body, out ChunkId chunk)) return false;

        ushort deadlineMs = BinaryPrimitives.ReadUInt16BigEndian(body[ChunkIdFormat.Bytes..]);
        byte flags = body[^1];
        if (flags != 0) return false;
        message = new(chunk, deadlineMs == NoDeadline ? null : TimeSpan.FromMilliseconds((long)deadlineMs));
        return true;
    }

    internal void Write(Span<byte> body)
    {
        ushort deadlineMs = Deadline is { } deadline
            ? (ushort)Math.Clamp(deadline.Ticks / TimeSpan.TicksPerMillisecond, 0, NoDeadline - 1)
            : NoDeadline;
        ChunkIdFormat.Write(body, Chunk);
        BinaryPrimitives.WriteUInt16BigEndian(body[ChunkIdFormat.Bytes..], deadlineMs);
        body[ChunkIdFormat.Bytes + 2] = 0;
    }
}
