namespace ScreenShare.Swarm.Dht;

/// <summary>The lookups that go on, served in turn, and the announcements that follow from those that are over.</summary>
internal sealed class Lookups(DhtFamily ipv4, DhtFamily ipv6)
{
    private readonly List<(Lookup Lookup, Instant BegunAt)> _lookups = [];
    private readonly Queue<Announcement> _announcements = new();
    private int _turn;

    /// <summary>Those that go on, and what is still to be announced of others.</summary>
    public int Count => _lookups.Count + _announcements.Count;

    /// <summary>What is already looked for is not looked for again, unless there is now something to announce.</summary>
    public void Begin(DhtId target, KrpcMethod method, bool isIPv4, ushort announcePort, Instant now)
    {
        bool IsTheSame(Lookup other) =>
            other.Target == target && other.Method == method && other.IsIPv4 == isIPv4 && other.AnnouncePort == announcePort;
        if (_lookups.Count >= DhtLimits.LookupsMax || _lookups.Exists(other => IsTheSame(other.Lookup))) return;
        var lookup = new Lookup(target, method, isIPv4, announcePort);
        Feed(lookup);
        _lookups.Add((lookup, now));
    }

    /// <summary>A node that was not told for any lookup: those that have nobody to ask begin with it.</summary>
    public void HandleHeard(DhtContact contact)
    {
        foreach ((Lookup lookup, _) in _lookups)
        {
            if (lookup.Asked == 0) lookup.Add(contact);
        }
    }

    public bool TryTakeNext(out Lookup? lookup, out DhtContact contact)
    {
        for (int i = 0; i < _lookups.Count; i++)
        {
            _turn = (_turn + 1) % _lookups.Count;
            lookup = _lookups[_turn].Lookup;
            if (lookup.TryTakeNext(out contact)) return true;
        }

        (lookup, contact) = (null, default);
        return false;
    }

    public bool TryTakeAnnouncement(out Announcement announcement) => _announcements.TryDequeue(out announcement);

    /// <summary>Ends those that are over; one that had nobody to ask yet waits for somebody.</summary>
    public void Tidy(Instant now)
    {
        for (int i = _lookups.Count - 1; i >= 0; i--)
        {
            (Lookup lookup, Instant begunAt) = _lookups[i];
            if (lookup.Asked == 0) Feed(lookup);
            if (!lookup.IsOver || (lookup.Asked == 0 && now - begunAt < DhtLimits.StarvedMax)) continue;
            _lookups.RemoveAt(i);
            if (lookup.AnnouncePort == 0) continue;
            foreach (Candidate near in lookup.Nearest()) // each has a token, or it would not be among them
                _announcements.Enqueue(new Announcement(lookup.Target, lookup.AnnouncePort, near.Contact, near.Token!));
        }
    }

    private void Feed(Lookup lookup)
    {
        Span<DhtContact> nearest = stackalloc DhtContact[DhtLimits.FirstCandidates];
        int count = (lookup.IsIPv4 ? ipv4 : ipv6).Table.FindNearest(lookup.Target, nearest);
        foreach (DhtContact contact in nearest[..count]) lookup.Add(contact);
    }
}
