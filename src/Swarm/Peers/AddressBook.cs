using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The addresses a node has heard of, and when each may be tried again. Nobody fills it: hearsay has half of it
/// (<see cref="SwarmLimits.HearsayMax"/>), of which no host gets more than a share and whoever told most loses first, and it gives way to
/// what was proven.
/// </summary>
internal sealed class AddressBook
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    /// <summary>Of a link's own address: a broadcast that begins there again is to be seen within seconds.</summary>
    private static readonly TimeSpan GivenRetryMax = TimeSpan.FromSeconds(3);

    /// <summary>A full node may have a place again soon.</summary>
    private static readonly TimeSpan FullRetry = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RefusalMemory = TimeSpan.FromMinutes(1);

    /// <summary>Looked at when one has to give way: enough to meet whoever has told most of it.</summary>
    private const int DrawsForRoom = 8;

    private readonly Random _random;
    private readonly Dictionary<PeerAddress, BookEntry> _entries = [];
    private readonly List<BookEntry> _order = []; // for drawing: a dictionary's order must decide nothing
    private readonly HearsayCount _hearsay = new();

    public AddressBook(Random random) => _random = random;

    public int Count => _order.Count;

    public bool Contains(PeerAddress address) => _entries.ContainsKey(address);

    /// <summary>True when the address is new, and kept.</summary>
    /// <param name="teller">Whose word it is; the address's own host where it named itself, or the user gave it.</param>
    public bool Add(PeerAddress address, AddressOrigin origin, HostKey teller, Instant now)
    {
        if (address.Port == 0) return false;
        if (_entries.TryGetValue(address, out BookEntry? known))
        {
            known.FreshAt = now;
            _hearsay.Remove(known);
            known.Origin = origin > known.Origin ? origin : known.Origin;
            _hearsay.Add(known);
            return false;
        }

        if (origin == AddressOrigin.Given) MakeRoomForTrusted();
        else if (!MakeRoomForHearsay(HostKey.Of(address))) return false;
        Insert(new BookEntry(address, origin, teller, now));
        return true;
    }

    /// <summary>A dial has led to a node of this swarm.</summary>
    public void HandleConnected(PeerAddress address, Instant now)
    {
        BookEntry entry = Need(address, now);
        _hearsay.Remove(entry);
        entry.IsProven = true;
        entry.Failures = 0;
        entry.FreshAt = now;
    }

    /// <summary>Waits twice as long after each failure in a row.</summary>
    public void HandleFailed(PeerAddress address, Instant now)
    {
        if (!_entries.TryGetValue(address, out BookEntry? entry)) return;
        entry.Failures++;
        double seconds = FirstRetry.TotalSeconds * Math.Pow(2, Math.Min(entry.Failures - 1, 10));
        if (entry.Origin == AddressOrigin.Given) seconds = Math.Min(seconds, GivenRetryMax.TotalSeconds);
        entry.RetryAt = now + Jittered(seconds);
    }

    /// <summary>It is there but has no place; after each refusal in a row it is left alone for longer.</summary>
    public void HandleFull(PeerAddress address, Instant now)
    {
        BookEntry entry = Need(address, now);
        entry.Refusals = now - entry.RefusedAt > RefusalMemory ? 1 : Math.Min(entry.Refusals + 1, 5);
        entry.RefusedAt = now;
        entry.RetryAt = now + Jittered(FullRetry.TotalSeconds * Math.Pow(2, entry.Refusals - 1));
    }

    /// <summary>Not before <paramref name="until"/>: the peer asked us to stay away, or has misbehaved.</summary>
    public void Avoid(PeerAddress address, Instant until, Instant now)
    {
        BookEntry entry = Need(address, now);
        entry.RetryAt = Instant.Max(entry.RetryAt, until);
    }

    /// <summary>As <see cref="Avoid"/> on the word of one that may name others: what is more than hearsay stays as it is.</summary>
    public void AvoidUnproven(PeerAddress address, Instant until)
    {
        if (_entries.TryGetValue(address, out BookEntry? entry) && !entry.IsTrusted) entry.RetryAt = Instant.Max(entry.RetryAt, until);
    }

    /// <summary>Leads to a node we know by another address.</summary>
    public void HandleAlias(PeerAddress address, Instant until, Instant now)
    {
        Avoid(address, until, now);
        _entries[address].IsAlias = true;
    }

    /// <summary>Lets go of what is old, and of what has failed too often while others can be reached.</summary>
    /// <param name="isAlone">No neighbour is there: the fault may be this node's own network, and nothing is given up.</param>
    /// <param name="isInUse">Is a neighbour's.</param>
    public void Age(bool isAlone, Func<PeerAddress, bool> isInUse, Instant now)
    {
        for (int i = _order.Count - 1; i >= 0; i--)
        {
            BookEntry entry = _order[i];
            if (entry.Origin == AddressOrigin.Given || isInUse(entry.Address)) continue;
            bool isOld = now - entry.FreshAt > (entry.IsProven ? SwarmLimits.ProvenAddressKept : SwarmLimits.HearsayKept);
            bool isDead = entry.Failures >= (entry.IsProven ? SwarmLimits.ProvenFailuresMax : SwarmLimits.HearsayFailuresMax);
            if (isOld || (isDead && !isAlone)) RemoveAt(i);
        }
    }

    /// <summary>Nodes that have not failed three times running, each counted once.</summary>
    public int CountAlive()
    {
        int alive = 0;
        foreach (BookEntry entry in _order)
            alive += entry is { Failures: < 3, IsAlias: false } ? 1 : 0;
        return alive;
    }

    /// <summary>
    /// A random address that may be dialled now and that <paramref name="isUsable"/> accepts; of trusted ones, if there are any.
    /// </summary>
    public bool TryDraw(Instant now, Func<BookEntry, bool> isUsable, out BookEntry? drawn)
    {
        drawn = null;
        int seen = 0;
        foreach (BookEntry entry in _order)
        {
            if (entry.RetryAt > now || (drawn is { IsTrusted: true } && !entry.IsTrusted) || !isUsable(entry)) continue;
            if (drawn is { IsTrusted: false } && entry.IsTrusted) seen = 0;
            if (_random.Next(++seen) == 0) // reservoir of one
                drawn = entry;
        }

        return drawn is not null;
    }

    /// <summary>
    /// Fills up <paramref name="sample"/> to <paramref name="count"/> with addresses that a connection has shown and that last answered,
    /// from a random place on.
    /// </summary>
    public void FillSample(List<PeerAddress> sample, int count, Func<PeerAddress, bool> isWanted)
    {
        int start = _order.Count == 0 ? 0 : _random.Next(_order.Count);
        for (int i = 0; i < _order.Count && sample.Count < count; i++)
        {
            BookEntry entry = _order[(start + i) % _order.Count];
            if (entry is { IsShown: true, Failures: 0 } && isWanted(entry.Address)) sample.Add(entry.Address);
        }
    }

    public void CheckInvariants()
    {
        foreach (BookEntry entry in _order)
            Invariant.Holds(_entries.GetValueOrDefault(entry.Address) == entry, $"{entry.Address} is found");
        Invariant.Counted(_order.Count, _entries.Count, "Addresses in order");
        _hearsay.CheckInvariants(_order);
        Invariant.AtMost(_order.Count, SwarmLimits.BookAddressesMax, "Addresses");
    }

    private TimeSpan Jittered(double seconds) =>
        TimeSpan.FromSeconds(Math.Min(seconds, RetryMax.TotalSeconds) * (0.75 + (0.5 * _random.NextDouble())));

    /// <summary>Known by experience, so that it has a place whatever was there before.</summary>
    private BookEntry Need(PeerAddress address, Instant now)
    {
        if (_entries.TryGetValue(address, out BookEntry? entry)) return entry;
        MakeRoomForTrusted();
        return Insert(new BookEntry(address, AddressOrigin.Named, HostKey.Of(address), now));
    }

    private BookEntry Insert(BookEntry entry)
    {
        _entries.Add(entry.Address, entry);
        _order.Add(entry);
        _hearsay.Add(entry);
        return entry;
    }

    private void MakeRoomForTrusted()
    {
        if (_order.Count < SwarmLimits.BookAddressesMax) return;
        int at = _order.FindIndex(entry => !entry.IsTrusted);
        // The user gives fewer than there is room for.
        RemoveAt(at >= 0 ? at : _order.FindIndex(entry => entry.Origin != AddressOrigin.Given));
    }

    /// <summary>Of one host's unproven addresses a random one gives way; when all places are taken, one of who has told most.</summary>
    private bool MakeRoomForHearsay(HostKey host)
    {
        if (_hearsay.CountAt(host) >= SwarmLimits.HearsayPerHostMax)
        {
            int[] sameHost =
                [.. Enumerable.Range(0, _order.Count).Where(i => !_order[i].IsTrusted && HostKey.Of(_order[i].Address) == host)];
            RemoveAt(sameHost[_random.Next(sameHost.Length)]);
            return true;
        }

        if (_hearsay.Count < SwarmLimits.HearsayMax && _order.Count < SwarmLimits.BookAddressesMax) return true;
        int? chosen = null;
        for (int draw = 0; draw < DrawsForRoom; draw++)
        {
            int at = _random.Next(_order.Count);
            if (!_order[at].IsTrusted
                && (chosen is not { } best || _hearsay.CountOf(_order[at].Teller) > _hearsay.CountOf(_order[best].Teller)))
                chosen = at;
        }

        if (chosen is { } found) RemoveAt(found);
        return chosen is not null;
    }

    private void RemoveAt(int at)
    {
        BookEntry gone = _order[at];
        _hearsay.Remove(gone);
        _entries.Remove(gone.Address);
        _order[at] = _order[^1];
        _order.RemoveAt(_order.Count - 1);
    }
}
