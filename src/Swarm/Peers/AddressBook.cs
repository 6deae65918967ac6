using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The addresses a node has heard of, and when each may be tried again. Bounded by <see cref="SwarmLimits.BookAddressesMax"/>; a random one
/// gives way, so that nobody can push out all that others told.
/// </summary>
internal sealed class AddressBook
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    private readonly Random _random;
    private readonly Dictionary<PeerAddress, Entry> _entries = [];
    private readonly List<PeerAddress> _order = []; // for drawing: a dictionary's order must decide nothing

    public AddressBook(Random random) => _random = random;

    public int Count => _order.Count;

    public bool Contains(PeerAddress address) => _entries.ContainsKey(address);

    /// <summary>True when the address is new.</summary>
    public bool Add(PeerAddress address)
    {
        if (address.Port == 0 || _entries.ContainsKey(address))
            return false;
        if (_order.Count >= SwarmLimits.BookAddressesMax)
            RemoveAt(_random.Next(_order.Count));
        _entries.Add(address, new Entry { At = _order.Count });
        _order.Add(address);
        return true;
    }

    public void HandleConnected(PeerAddress address)
    {
        if (_entries.TryGetValue(address, out Entry? entry))
            entry.Failures = 0;
    }

    /// <summary>Waits twice as long after each failure in a row; after many the address is given up unless it is the last one.</summary>
    public void HandleFailed(PeerAddress address, Instant now)
    {
        if (!_entries.TryGetValue(address, out Entry? entry))
            return;
        entry.Failures++;
        double seconds = FirstRetry.TotalSeconds * Math.Pow(2, Math.Min(entry.Failures - 1, 10));
        TimeSpan wait = TimeSpan.FromSeconds(Math.Min(seconds, RetryMax.TotalSeconds) * (0.75 + (0.5 * _random.NextDouble())));
        entry.RetryAt = now + wait;
    }

    /// <summary>Not before <paramref name="until"/>: the peer asked us to stay away, or has misbehaved.</summary>
    public void Avoid(PeerAddress address, Instant until)
    {
        Add(address);
        _entries[address].RetryAt = Instant.Max(_entries[address].RetryAt, until);
    }

    /// <summary>Leads to a node we know by another address.</summary>
    public void HandleAlias(PeerAddress address, Instant until)
    {
        Avoid(address, until);
        _entries[address].IsAlias = true;
    }

    /// <summary>Nodes that have not failed three times running, each counted once.</summary>
    public int CountAlive()
    {
        int alive = 0;
        foreach (PeerAddress address in _order)
            alive += _entries[address] is { Failures: < 3, IsAlias: false } ? 1 : 0;
        return alive;
    }

    /// <summary>A random address that may be dialled now and that <paramref name="isUsable"/> accepts.</summary>
    public bool TryDraw(Instant now, Func<PeerAddress, bool> isUsable, out PeerAddress drawn)
    {
        drawn = default;
        int seen = 0;
        foreach (PeerAddress address in _order)
        {
            if (_entries[address].RetryAt > now || !isUsable(address))
                continue;
            if (_random.Next(++seen) == 0) // reservoir of one
                drawn = address;
        }

        return seen > 0;
    }

    /// <summary>
    /// Fills up <paramref name="sample"/> to <paramref name="count"/> with addresses that last answered, from a random place on.
    /// </summary>
    public void FillSample(List<PeerAddress> sample, int count, Func<PeerAddress, bool> isWanted)
    {
        int start = _order.Count == 0 ? 0 : _random.Next(_order.Count);
        for (int i = 0; i < _order.Count && sample.Count < count; i++)
        {
            PeerAddress address = _order[(start + i) % _order.Count];
            if (_entries[address].Failures == 0 && isWanted(address))
                sample.Add(address);
        }
    }

    private void RemoveAt(int at)
    {
        _entries.Remove(_order[at]);
        _order[at] = _order[^1];
        _order.RemoveAt(_order.Count - 1);
        if (at < _order.Count)
            _entries[_order[at]].At = at;
    }

    private sealed class Entry
    {
        public int At { get; set; }

        public int Failures { get; set; }

        public bool IsAlias { get; set; }

        public Instant RetryAt { get; set; } = new(long.MinValue);
    }
}
