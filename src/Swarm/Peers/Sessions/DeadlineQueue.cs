using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// Chunks by deadline, equals in the order they came. Finding one costs the same however many wait, since a peer decides how often that is
/// done; what is put in or taken out moves the shorter side, as far as there is room on it.
/// </summary>
internal sealed class DeadlineQueue
{
    private const int CapacityMin = 4;

    private readonly Dictionary<ChunkId, Place> _places = []; // asked for members, never walked
    private UploadRequest[] _requests = new UploadRequest[CapacityMin];
    private long[] _numbers = new long[CapacityMin]; // of those with one deadline the smaller stands first
    private int _start;
    private int _end;
    private long _lastNumber;

    public int Count => _end - _start;

    /// <summary>Of all of them.</summary>
    public long Bytes { get; private set; }

    public UploadRequest this[int at] => _requests[_start + at];

    /// <summary>Only when there is one.</summary>
    public UploadRequest First => _requests[_start];

    public bool Contains(ChunkId chunk) => _places.ContainsKey(chunk);

    /// <summary>False when the chunk is there already; it stays where it is.</summary>
    public bool Add(UploadRequest request)
    {
        var place = new Place(request.Deadline, ++_lastNumber);
        if (!_places.TryAdd(request.Chunk, place)) return false;
        Insert(Find(place), request, place.Number);
        Bytes += request.Bytes;
        return true;
    }

    /// <summary>False when it is not there.</summary>
    public bool Remove(ChunkId chunk)
    {
        if (!_places.TryGetValue(chunk, out Place place)) return false;
        RemoveAt(Find(place));
        return true;
    }

    public void RemoveFirst() => RemoveAt(_start);

    public void Clear()
    {
        _places.Clear();
        _places.TrimExcess();
        (_requests, _numbers) = (new UploadRequest[CapacityMin], new long[CapacityMin]);
        _start = _end = 0;
        Bytes = 0;
    }

    public void CheckInvariants()
    {
        long bytes = 0;
        for (int at = _start; at < _end; at++)
        {
            UploadRequest request = _requests[at];
            bytes += request.Bytes;
            var place = new Place(request.Deadline, _numbers[at]);
            bool isFound = _places.TryGetValue(request.Chunk, out Place known) && known == place;
            Invariant.Holds(isFound && Find(place) == at, $"{request.Chunk} is found where it waits");
        }

        Invariant.Counted(_places.Count, Count, "Places of chunks that wait");
        Invariant.Counted(Bytes, bytes, "Bytes that wait");
    }

    /// <summary>Where it stands, or would.</summary>
    private int Find(Place place)
    {
        int low = _start, high = _end;
        if (high > low && IsBefore(high - 1, place)) return high; // most are due after all others
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (IsBefore(middle, place)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private bool IsBefore(int at, Place place) =>
        _requests[at].Deadline < place.Deadline || (_requests[at].Deadline == place.Deadline && _numbers[at] < place.Number);

    private void Insert(int at, UploadRequest request, long number)
    {
        bool isNearStart = at - _start < _end - at;
        if (isNearStart && _start > 0)
        {
            Move(_start, _start - 1, at - _start);
            _start--;
            at--;
        }
        else
        {
            if (_end == _requests.Length) at -= MakeRoom();
            Move(at, at + 1, _end - at);
            _end++;
        }

        (_requests[at], _numbers[at]) = (request, number);
    }

    private void RemoveAt(int at)
    {
        _places.Remove(_requests[at].Chunk);
        Bytes -= _requests[at].Bytes;
        if (at - _start < _end - at)
        {
            Move(_start, _start + 1, at - _start);
            _start++;
        }
        else
        {
            Move(at + 1, at, _end - at - 1);
            _end--;
        }

        if (_start == _end) _start = _end = 0;
    }

    private void Move(int from, int to, int count)
    {
        Array.Copy(_requests, from, _requests, to, count);
        Array.Copy(_numbers, from, _numbers, to, count);
    }

    /// <summary>At the end. Half of what there is stays free, so that what is moved was paid for by as many that came.</summary>
    /// <returns>How far all have moved towards the start.</returns>
    private int MakeRoom()
    {
        int moved = _start;
        int count = Count;
        if (count > _requests.Length / 2)
        {
            Array.Resize(ref _requests, 2 * _requests.Length);
            Array.Resize(ref _numbers, 2 * _numbers.Length);
        }

        Move(_start, 0, count);
        (_start, _end) = (0, count);
        return moved;
    }

    private readonly record struct Place(Instant Deadline, long Number);
}
