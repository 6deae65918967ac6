using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Window;

/// <summary>
/// The state: each slot's newest record as of one frame, and which slots changed since the last release. Holds the buffer of each record it
/// has.
/// </summary>
internal sealed class SlotTable
{
    private readonly Record[] _records;
    private readonly Record[] _read; // of one chunk
    private readonly Bits _changed;

    public SlotTable(int slotCount)
    {
        _records = new Record[slotCount];
        _read = new Record[slotCount];
        _changed = new Bits(slotCount);
    }

    /// <summary>The newest frame that brought a picture: heartbeats do not count.</summary>
    public FrameNumber NewestOrigin { get; private set; }

    /// <summary>Of all records: about what a key frame costs.</summary>
    public long Bytes { get; private set; }

    public FrameNumber OriginOf(ushort slot) => _records[slot].Origin;

    /// <summary>
    /// Takes the records of one verified chunk; older ones than are there change nothing. False when they are not what the index says.
    /// </summary>
    public bool TryApply(ChunkSet set, int chunk)
    {
        FrameIndex index = set.Index!; // a chunk can be held only once the index is there
        Span<Record> records = _read.AsSpan(0, index.Chunks[chunk].SlotCount);
        if (!index.TryReadRecords(chunk, set.Chunk(chunk), records)) return false;
        foreach (Record record in records)
        {
            ref Record known = ref _records[record.Slot.Value];
            if (record.Origin <= known.Origin) continue;
            Bytes += record.Bytes.Length - known.Bytes.Length;
            record.Buffer?.Hold();
            known.Buffer?.LetGo();
            known = record;
            _changed.Add(record.Slot.Value);
            if (record.Origin > NewestOrigin) NewestOrigin = record.Origin;
        }

        return true;
    }

    public StateSnapshot Snapshot() => new(_records);

    /// <summary>The records that changed since the last call, in slot order; held for the caller.</summary>
    public ReleasedRecords TakeChanged()
    {
        var taken = new ReleasedRecords(_changed.Count);
        Span<Record> changed = taken.Span;
        int at = 0;
        for (int slot = _changed.Next(0); slot >= 0; slot = _changed.Next(slot + 1))
        {
            _records[slot].Buffer?.Hold();
            changed[at++] = _records[slot];
        }

        _changed.Clear();
        return taken;
    }

    public void CheckInvariants()
    {
        long bytes = 0;
        FrameNumber newest = FrameNumber.None;
        foreach (Record record in _records)
        {
            bytes += record.Bytes.Length;
            newest = record.Origin > newest ? record.Origin : newest;
        }

        Invariant.Counted(Bytes, bytes, "Bytes of all records");
        Invariant.Holds(newest == NewestOrigin, $"{newest} brought the newest record, as did {NewestOrigin}");
        _changed.CheckInvariants();
    }
}
