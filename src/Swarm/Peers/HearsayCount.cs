using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Peers;

/// <summary>How many addresses of the book are nobody's but somebody's word: in all, of each host, by each teller.</summary>
internal sealed class HearsayCount
{
    private readonly Dictionary<HostKey, int> _atHost = [];
    private readonly Dictionary<HostKey, int> _byTeller = [];

    public int Count { get; private set; }

    public int CountAt(HostKey host) => _atHost.GetValueOrDefault(host);

    public int CountOf(HostKey teller) => _byTeller.GetValueOrDefault(teller);

    /// <summary>Passed over when it is more than hearsay, as by <see cref="Remove"/>.</summary>
    public void Add(BookEntry entry) => Change(entry, 1);

    public void Remove(BookEntry entry) => Change(entry, -1);

    private void Change(BookEntry entry, int by)
    {
        if (entry.IsTrusted) return;
        Count += by;
        Change(_atHost, HostKey.Of(entry.Address), by);
        Change(_byTeller, entry.Teller, by);
    }

    private static void Change(Dictionary<HostKey, int> counts, HostKey key, int by)
    {
        int count = counts.GetValueOrDefault(key) + by;
        if (count == 0) counts.Remove(key);
        else counts[key] = count;
    }

    /// <param name="entries">Of all the book.</param>
    public void CheckInvariants(IEnumerable<BookEntry> entries)
    {
        var counted = new HearsayCount();
        foreach (BookEntry entry in entries)
            counted.Add(entry);
        Invariant.Counted(Count, counted.Count, "Addresses by hearsay");
        Check("Addresses by hearsay at", _atHost, counted._atHost);
        Check("Addresses by hearsay of", _byTeller, counted._byTeller);
    }

    private static void Check(string what, Dictionary<HostKey, int> counts, Dictionary<HostKey, int> there)
    {
        foreach ((HostKey key, int count) in there)
            Invariant.Counted(counts.GetValueOrDefault(key), count, $"{what} {key}");
        Invariant.Counted(counts.Count, there.Count, $"{what} hosts");
    }
}
