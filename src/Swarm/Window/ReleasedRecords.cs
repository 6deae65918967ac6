using System.Buffers;
using System.Collections;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Window;

/// <summary>The records of one released frame, each with its buffer held, in a rented array; both go back at <see cref="LetGo"/>.</summary>
internal sealed class ReleasedRecords(int count) : IReadOnlyList<Record>
{
    private Record[] _records = count == 0 ? [] : ArrayPool<Record>.Shared.Rent(count);

    public int Count => count;

    public Span<Record> Span => _records.AsSpan(0, count);

    /// <exception cref="ArgumentOutOfRangeException">Out of range, or let go already.</exception>
    public Record this[int index] => index < count && index < _records.Length
        ? _records[index]
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Once.</summary>
    public void LetGo()
    {
        Record[] records = _records;
        _records = [];
        foreach (Record record in records.AsSpan(0, count))
            record.Buffer?.LetGo();
        if (count > 0) ArrayPool<Record>.Shared.Return(records, clearArray: true);
    }

    public IEnumerator<Record> GetEnumerator() => ((IEnumerable<Record>)_records).Take(count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
