using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>Our queries that wait for an answer, by their number; what does not answer is taken out when its time is over.</summary>
internal sealed class PendingQueries(Random random)
{
    private readonly Dictionary<ushort, PendingQuery> _queries = [];

    public int Count => _queries.Count;

    public bool HasRoom => _queries.Count < DhtLimits.PendingMax;

    public Instant? NextDue { get; private set; }

    /// <summary>A number that nobody can guess who does not see our queries, beside the address that must fit.</summary>
    public ushort DrawNumber()
    {
        ushort number;
        do number = (ushort)random.Next(ushort.MaxValue + 1);
        while (_queries.ContainsKey(number));
        return number;
    }

    public void Add(PendingQuery query)
    {
        _queries.Add(query.Query.Transaction, query);
        NextDue = Instant.Earlier(NextDue, query.LateAt);
    }

    /// <summary>The query that this answers; an answer from elsewhere is none.</summary>
    public PendingQuery? Take(ReadOnlySpan<byte> transaction, PeerAddress from)
    {
        if (transaction.Length != KrpcQuery.TransactionBytes) return null;
        ushort number = (ushort)((transaction[0] << 8) | transaction[1]);
        if (!_queries.TryGetValue(number, out PendingQuery? query) || query.To != from) return null;
        _queries.Remove(number);
        return query;
    }

    /// <summary>Those that have just become late, and those whose time is over, which are taken out.</summary>
    public void TakeDue(List<PendingQuery> late, List<PendingQuery> over, Instant now)
    {
        late.Clear();
        over.Clear();
        if (NextDue is not { } due || due > now) return;
        NextDue = null;
        foreach (PendingQuery query in _queries.Values)
        {
            if (query.OverAt <= now) over.Add(query);
            else if (query.LateAt <= now && !query.IsLate) late.Add(query);
            if (query.OverAt > now) NextDue = Instant.Earlier(NextDue, query.LateAt > now ? query.LateAt : query.OverAt);
        }

        foreach (PendingQuery query in over) _queries.Remove(query.Query.Transaction);
        foreach (PendingQuery query in late) query.IsLate = true;
        late.Sort((one, other) => one.Query.Transaction.CompareTo(other.Query.Transaction)); // a dictionary's order must decide nothing
        over.Sort((one, other) => one.Query.Transaction.CompareTo(other.Query.Transaction));
    }

    public bool IsAsking(PeerAddress address)
    {
        foreach (PendingQuery query in _queries.Values)
        {
            if (query.To == address) return true;
        }

        return false;
    }
}
