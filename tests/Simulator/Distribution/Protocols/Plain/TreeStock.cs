namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>
/// What a node of the tree has: of each round the chunks from the first on, since they come in order. A round that stopped short when a
/// later one began is never completed.
/// </summary>
internal sealed class TreeStock(int rounds, int chunks)
{
    /// <summary>Rounds a child may be behind before it is sent the newest instead.</summary>
    private const int BehindMax = 2;

    private readonly int[] _held = new int[rounds];

    public int Newest { get; private set; } = -1;

    public bool IsWhole(int round) => _held[round] == chunks;

    /// <summary>The next chunk this node lacks.</summary>
    public (int Round, int Chunk) Place => Newest < 0 ? (0, 0) : IsWhole(Newest) ? (Newest + 1, 0) : (Newest, _held[Newest]);

    public void AddAll(int round)
    {
        Newest = round;
        _held[round] = chunks;
    }

    /// <summary>False: it was there, or is out of order.</summary>
    public bool Add(int round, int chunk)
    {
        if (_held[round] != chunk || round < Newest) return false;
        Newest = round;
        _held[round]++;
        return true;
    }

    /// <summary>The chunk a child at this place is sent next; false: nothing yet. Moves the place on over what will not come.</summary>
    public bool TryNext(ref int round, ref int chunk)
    {
        while (round <= Newest)
        {
            if (chunk == 0 && round < Newest - BehindMax) round = Newest;
            if (chunk < _held[round]) return true;
            if (chunk < chunks && round == Newest) return false;
            (round, chunk) = (round + 1, 0);
        }

        return false;
    }
}
