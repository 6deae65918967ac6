namespace ScreenShare.Swarm.Content;

/// <summary>
/// The chunks of a delta or of a key frame, as their manifest commits to them. Immutable; made by a reader that has checked every bound, or
/// by the packer.
/// </summary>
public sealed class FrameIndex
{
    private readonly ChunkEntry[] _chunks;
    private readonly ushort[] _slots;
    private readonly uint[]? _origins;

    /// <param name="origins">Per slot for a key frame; null for a delta, whose records all originate in <paramref name="frame"/>.</param>
    internal FrameIndex(FrameNumber frame, byte[] bytes, ChunkEntry[] chunks, ushort[] slots, uint[]? origins)
    {
        Frame = frame;
        Bytes = bytes;
        _chunks = chunks;
        _slots = slots;
        _origins = origins;
    }

    public FrameNumber Frame { get; }

    /// <summary>As it travels.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public ReadOnlySpan<ChunkEntry> Chunks => _chunks;

    /// <summary>All slots in order, rising.</summary>
    public ReadOnlySpan<ushort> Slots => _slots;

    public ReadOnlySpan<ushort> SlotsOf(int chunk) => _slots.AsSpan(_chunks[chunk].SlotStart, _chunks[chunk].SlotCount);

    /// <summary>Origin of the record at a position of <see cref="Slots"/>.</summary>
    public FrameNumber OriginAt(int position) => _origins is null ? Frame : new FrameNumber(_origins[position]);

    /// <summary>
    /// Splits a chunk that matches its hash into records. False when they are not those the index names: the broadcaster itself is at
    /// fault.
    /// </summary>
    public bool TryReadRecords(int chunk, ReadOnlyMemory<byte> bytes, Span<Record> records) =>
        TryReadRecords(chunk, new StoredChunk(bytes), records);

    /// <summary>The same; the records know their buffer and do not hold it yet.</summary>
    internal bool TryReadRecords(int chunk, StoredChunk stored, Span<Record> records)
    {
        ReadOnlyMemory<byte> bytes = stored.Bytes;
        ChunkEntry entry = _chunks[chunk];
        for (int i = 0; i < entry.SlotCount; i++)
        {
            int position = entry.SlotStart + i;
            if (!Record.TryRead(bytes, stored.Buffer, out Record record)
                || record.Slot.Value != _slots[position] || record.Origin != OriginAt(position))
                return false;
            records[i] = record;
            bytes = bytes[record.Bytes.Length..];
        }

        return bytes.IsEmpty;
    }
}
