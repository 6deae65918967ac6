using System.Diagnostics;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Network;

/// <summary>
/// The future: a heap of events by time, first in first out among equals, so that nothing depends on chance or on addresses in memory.
/// Unbounded; holds at most one event a segment under way, a host's uplink and a host's alarm, and some rare ones.
/// </summary>
/// <remarks>
/// Four children a node, for fewer cache lines on the way down; the events lie apart, so that what moves in the heap has no references,
/// each of which would cost the collector's write barrier.
/// </remarks>
internal sealed class EventQueue
{
    private const int Children = 4;

    private readonly Stack<int> _freePlaces = new();
    private Entry[] _heap = new Entry[1024];
    private NetworkEvent[] _events = new NetworkEvent[1024];
    private int _places;
    private int _count;
    private long _sequence;

    public int Count => _count;

    /// <summary>Time of the first event; only when there is one.</summary>
    public Instant FirstTime => new(_heap[0].Ticks);

    public void Add(Instant time, NetworkEvent happening)
    {
        if (_count == _heap.Length) Array.Resize(ref _heap, 2 * _count);
        var entry = new Entry(time.Ticks, _sequence++, Keep(happening));
        Entry[] heap = _heap;
        int hole = _count++;
        while (hole > 0)
        {
            int parent = (hole - 1) / Children;
            if (!entry.IsBefore(heap[parent])) break;
            heap[hole] = heap[parent];
            hole = parent;
        }

        heap[hole] = entry;
    }

    public NetworkEvent Take()
    {
        Debug.Assert(_count > 0, "the queue must have an event");
        int place = _heap[0].Place;
        NetworkEvent first = _events[place];
        _events[place] = default; // lets go of the subject
        _freePlaces.Push(place);
        if (--_count > 0) SinkFromTop(_heap[_count]);
        return first;
    }

    private int Keep(NetworkEvent happening)
    {
        if (!_freePlaces.TryPop(out int place))
        {
            place = _places++;
            if (place == _events.Length) Array.Resize(ref _events, 2 * place);
        }

        _events[place] = happening;
        return place;
    }

    private void SinkFromTop(Entry entry)
    {
        Entry[] heap = _heap;
        int hole = 0;
        while (true)
        {
            int least = (Children * hole) + 1;
            if (least >= _count) break;
            int end = Math.Min(least + Children, _count);
            for (int child = least + 1; child < end; child++)
            {
                if (heap[child].IsBefore(heap[least])) least = child;
            }

            if (!heap[least].IsBefore(entry)) break;
            heap[hole] = heap[least];
            hole = least;
        }

        heap[hole] = entry;
    }

    private readonly struct Entry(long ticks, long sequence, int place)
    {
        public readonly long Ticks = ticks;
        public readonly int Place = place;
        private readonly long _sequence = sequence;

        public bool IsBefore(in Entry other) =>
            Ticks < other.Ticks || (Ticks == other.Ticks && _sequence < other._sequence);
    }
}
