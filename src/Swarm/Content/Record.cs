using System.Buffers.Binary;

namespace ScreenShare.Swarm.Content;

/// <summary>
/// The newest content of one slot as of its origin frame: clear header and ciphertext, encrypted once by the broadcaster (wire protocol,
/// section 7). The bytes belong to a chunk that nobody changes as long as it is held: by the state, by a snapshot, by a
/// <c>ReleasedFrame</c>.
/// </summary>
public readonly struct Record
{
    public const int HeaderBytes = 8;
    public const int TagBytes = 16;

    /// <summary>What a record adds to its payload.</summary>
    public const int OverheadBytes = HeaderBytes + TagBytes;

    private Record(SlotIndex slot, FrameNumber origin, ReadOnlyMemory<byte> bytes, ChunkBuffer? buffer)
    {
        Buffer = buffer;
        Slot = slot;
        Origin = origin;
        Bytes = bytes;
    }

    public SlotIndex Slot { get; }

    public FrameNumber Origin { get; }

    /// <summary>Header, ciphertext and tag, as they travel.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Where the bytes lie; null where the memory is the collector's.</summary>
    internal ChunkBuffer? Buffer { get; }

    public bool IsEmpty => Bytes.IsEmpty;

    public ReadOnlySpan<byte> Header => Bytes.Span[..HeaderBytes];

    /// <summary>Ciphertext and tag.</summary>
    public ReadOnlySpan<byte> Sealed => Bytes.Span[HeaderBytes..];

    /// <summary>Takes the record at the start of <paramref name="chunk"/>. False when the bytes are not one.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> chunk, out Record record) => TryRead(chunk, buffer: null, out record);

    internal static bool TryRead(ReadOnlyMemory<byte> chunk, ChunkBuffer? buffer, out Record record)
    {
        record = default;
        ReadOnlySpan<byte> bytes = chunk.Span;
        if (bytes.Length < HeaderBytes) return false;
        int sealedBytes = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        if (sealedBytes < TagBytes || sealedBytes > bytes.Length - HeaderBytes) return false;
        record = new Record(
            new SlotIndex(BinaryPrimitives.ReadUInt16BigEndian(bytes)),
            new FrameNumber(BinaryPrimitives.ReadUInt32BigEndian(bytes[2..])),
            chunk[..(HeaderBytes + sealedBytes)],
            buffer);
        return true;
    }

    internal static void WriteHeader(Span<byte> destination, SlotIndex slot, FrameNumber origin, int sealedBytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, slot.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], origin.Value);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], checked((ushort)sealedBytes));
    }
}
