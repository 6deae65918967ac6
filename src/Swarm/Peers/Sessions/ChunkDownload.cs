using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// The wanted chunks of one frame, or its index: which are claimed by whom, and how rare each is among the neighbours.
/// A chunk is in one of three states: not wanted; wanted and free; wanted and claimed by one connection, or by two after a steal.
/// </summary>
internal sealed class ChunkDownload
{
    private readonly ConnectionId[] _first;
    private readonly ConnectionId[] _second;
    private readonly ushort[] _holders;
    private readonly Instant?[] _heardAt;
    private readonly Bits _givenUp = new(); // claimed still, but wanted by nobody any more

    /// <param name="set">Where what arrives is put.</param>
    /// <param name="kind">That of the set's chunks, or of its index.</param>
    public ChunkDownload(ChunkSet set, ChunkKind kind, Instant deadline, Instant wantedSince)
    {
        Set = set;
        Kind = kind;
        Deadline = deadline;
        WantedSince = wantedSince;
        int count = IsIndex ? 1 : set.ChunkCount;
        _first = new ConnectionId[count];
        _second = new ConnectionId[count];
        _holders = new ushort[count];
        _heardAt = new Instant?[count];
    }

    public ChunkSet Set { get; }

    public ChunkKind Kind { get; }

    public FrameNumber Frame => Set.Frame;

    public Instant Deadline { get; }

    public Instant WantedSince { get; }

    public bool IsIndex => Kind is ChunkKind.DeltaIndex or ChunkKind.KeyFrameIndex;

    public int Count => _first.Length;

    /// <summary>Wanted and claimed by nobody.</summary>
    public Bits Free { get; } = new();

    /// <summary>Wanted and claimed.</summary>
    public Bits Claimed { get; } = new();

    public bool IsFinished => Free.IsEmpty && Claimed.IsEmpty;

    // Chunks are wanted only once the index is there.
    public int LengthOf(int number) => IsIndex ? Set.IndexBytes : Set.Index!.Chunks[number].Length;

    /// <summary>Somebody has told of all of it, or has lost some: to be counted anew before the next look (<c>Rarity</c>).</summary>
    public bool AreHoldersStale { get; set; }

    public int HoldersOf(int number) => _holders[number];

    /// <summary>When a neighbour first told of it; null when none has.</summary>
    public Instant? HeardAt(int number) => _heardAt[number];

    public ConnectionId FirstClaim(int number) => _first[number];

    public ConnectionId SecondClaim(int number) => _second[number];

    public bool IsClaimedBy(int number, ConnectionId connection) => _first[number] == connection || _second[number] == connection;

    public bool IsWanted(int number) => Free[number] || Claimed[number];

    public void Want(int number)
    {
        _givenUp.Remove(number);
        if (!Claimed[number]) Free.Add(number);
    }

    /// <summary>Takes back what nobody has claimed yet; what is claimed may still come, but is not asked for again.</summary>
    public void UnwantFree()
    {
        Free.Clear();
        for (int i = Claimed.Next(0); i >= 0; i = Claimed.Next(i + 1))
            _givenUp.Add(i);
    }

    public void Claim(int number, ConnectionId connection)
    {
        if (Free.Remove(number))
        {
            Claimed.Add(number);
            _first[number] = connection;
        }
        else
        {
            _second[number] = connection;
        }
    }

    /// <summary>The connection will not deliver: the chunk is free again unless another still has it.</summary>
    public void Release(int number, ConnectionId connection)
    {
        if (!IsClaimedBy(number, connection)) return;
        if (_first[number] == connection) _first[number] = _second[number];
        _second[number] = default;
        if (_first[number] == default && Claimed.Remove(number) && !_givenUp.Remove(number)) Free.Add(number);
    }

    /// <summary>The chunk is there.</summary>
    public void Finish(int number)
    {
        Free.Remove(number);
        Claimed.Remove(number);
        _givenUp.Remove(number);
        _first[number] = _second[number] = default;
    }

    public void AddHolder(int number, Instant now)
    {
        _holders[number]++;
        _heardAt[number] ??= now;
    }

    public void ClearHolders()
    {
        Array.Clear(_holders);
        AreHoldersStale = false;
    }

    public void CheckInvariants()
    {
        Free.CheckInvariants();
        Claimed.CheckInvariants();
        _givenUp.CheckInvariants();
        for (int i = 0; i < Count; i++)
        {
            bool claimed = _first[i] != default;
            if (claimed != Claimed[i] || (Free[i] && Claimed[i]) || (_second[i] != default && !claimed))
            {
                throw new InvalidOperationException(
                    $"{Kind} {Frame}:{i} is free {Free[i]}, claimed {Claimed[i]}, by {_first[i]} and {_second[i]}.");
            }
        }
    }
}
