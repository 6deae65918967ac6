using System.Diagnostics;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Network;

/// <summary>
/// The future: a binary heap of events by time, first in first out among equals, so that nothing depends on chance or on addresses in
/// memory. Unbounded; holds at most one event a segment under way, a host's uplink and a host's alarm, and some rare ones.
/// </summary>
internal sealed class EventQueue
{
    private Entry[] _heap = new Entry[1024];
    private int _count;
    private long _sequence;

    public int Count => _count;

    /// <summary>Time of the first event; only when there is one.</summary>
    public Instant FirstTime => new(_heap[0].Ticks);

    public void Add(Instant time, NetworkEvent happening)
    {
        if (_count == _heap.Length)
            Array.Resize(ref _heap, 2 * _count);
        var entry = new Entry(time.Ticks, _sequence++, happening);
        int hole = _count++;
        while (hole > 0)
        {
            int parent = (hole - 1) / 2;
            if (!entry.IsBefore(_heap[parent]))
                break;
            _heap[hole] = _heap[parent];
            hole = parent;
        }

        _heap[hole] = entry;
    }

    public NetworkEvent Take()
    {
        Debug.Assert(_count > 0, "the queue must have an event");
        NetworkEvent first = _heap[0].Event;
        Entry last = _heap[--_count];
        _heap[_count] = default; // lets go of the subject
        if (_count > 0)
            SinkFromTop(last);
        return first;
    }

    private void SinkFromTop(Entry entry)
    {
        int hole = 0;
        while (true)
        {
            int child = (2 * hole) + 1;
            if (child >= _count)
                break;
            if (child + 1 < _count && _heap[child + 1].IsBefore(_heap[child]))
                child++;
            if (!_heap[child].IsBefore(entry))
                break;
            _heap[hole] = _heap[child];
            hole = child;
        }

        _heap[hole] = entry;
    }

    private readonly struct Entry(long ticks, long sequence, NetworkEvent happening)
    {
        public readonly long Ticks = ticks;
        public readonly NetworkEvent Event = happening;
        private readonly long _sequence = sequence;

        public bool IsBefore(in Entry other) =>
            Ticks < other.Ticks || (Ticks == other.Ticks && _sequence < other._sequence);
    }
}
