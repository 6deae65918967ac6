using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Distribution;

/// <summary>When each round was published and when each viewer had it. Rounds count from 0, viewers from 0.</summary>
public sealed class ArrivalLog
{
    private readonly Instant[] _publishedAt;
    private readonly Instant?[][] _arrivedAt; // by round, then by viewer
    private readonly int[] _next; // by viewer: the first round it has not; -1: it came late and has none yet
    private int _published;

    public ArrivalLog(int rounds, int viewers)
    {
        _publishedAt = new Instant[rounds];
        _arrivedAt = new Instant?[rounds][];
        for (int round = 0; round < rounds; round++)
            _arrivedAt[round] = new Instant?[viewers];
        _next = new int[viewers];
        Skipped = new int[viewers];
        FirstRound = new int[viewers];
    }

    public int RoundsPublished => _published;

    /// <summary>By viewer: the round it is counted from on.</summary>
    public int[] FirstRound { get; }

    /// <summary>By viewer: rounds that a later one came ahead of. Each counts as having arrived with that.</summary>
    public int[] Skipped { get; }

    public void Publish(Instant now) => _publishedAt[_published++] = now;

    /// <summary>The viewer has this round, or what makes it superfluous.</summary>
    public void Arrived(int viewer, int round, Instant now)
    {
        if (_next[viewer] < 0) FirstRound[viewer] = _next[viewer] = round;
        Skipped[viewer] += Math.Max(0, round - _next[viewer]);
        for (; _next[viewer] <= round; _next[viewer]++)
            _arrivedAt[_next[viewer]][viewer] = now;
    }

    public bool Has(int viewer, int round) => _next[viewer] > round;

    public Instant PublishedAt(int round) => _publishedAt[round];

    /// <summary>A viewer joins when rounds have been published: it counts from the first it has.</summary>
    public void JoinLate(int viewer) => (_next[viewer], FirstRound[viewer]) = (-1, int.MaxValue);

    /// <summary>From publication; null: never.</summary>
    public TimeSpan? Delay(int round, int viewer) => _arrivedAt[round][viewer] - _publishedAt[round];
}
