using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// The nodes of one family that this node knows to answer, more of them the nearer they are (BEP 5). Nobody comes in unasked: a node is
/// there because it has answered from its address. No two of one host, outside one machine; ids that do not fit their address give way
/// (BEP 42). At most 160 buckets of 16; in a DHT of a million nodes some 17 of them hold anybody.
/// </summary>
internal sealed class RoutingTable
{
    private readonly Random _random;
    private readonly Dictionary<PeerAddress, RoutingNode> _byAddress = [];
    private readonly HashSet<HostKey> _hosts = [];
    private Bucket[] _buckets = [];
    private Instant _checkedAt;

    public RoutingTable(DhtId self, Random random, Instant now)
    {
        _random = random;
        _checkedAt = now;
        Begin(self, now);
    }

    public DhtId Self { get; private set; }

    /// <summary>Nodes in their places, replacements not counted, that answered when last asked.</summary>
    public int Good { get; private set; }

    /// <summary>Takes another id (BEP 42), and all nodes along.</summary>
    public void Rename(DhtId self, Instant now)
    {
        RoutingNode[] nodes = [.. _buckets.SelectMany(bucket => bucket.Nodes), .. _buckets.SelectMany(bucket => bucket.Replacements)];
        Begin(self, now);
        foreach (RoutingNode node in nodes) Insert(node, now);
        Count();
    }

    /// <summary>Whether it is worth a query to find out if this one, who has shown himself, answers.</summary>
    public bool Wants(DhtContact contact) =>
        contact.Id != Self
        && !_byAddress.ContainsKey(contact.Address)
        && !(CountsAsHost(contact.Address) && _hosts.Contains(HostKey.Of(contact.Address)))
        && BucketOf(contact.Id).HasRoomFor(contact);

    /// <summary>It has answered a query of ours, from where it was asked.</summary>
    public void HandleAnswered(DhtContact contact, Instant now)
    {
        if (_byAddress.TryGetValue(contact.Address, out RoutingNode? known))
        {
            if (known.Contact.Id == contact.Id)
            {
                (known.AnsweredAt, known.CheckedAt, known.Failures) = (now, now, 0);
                Count();
                return;
            }

            Remove(known); // another node now, or one that changes its id at will: it begins anew
        }

        bool isAnothersHost = CountsAsHost(contact.Address) && _hosts.Contains(HostKey.Of(contact.Address));
        if (contact.Id != Self && !isAnothersHost) Insert(new RoutingNode(contact, now), now);
        Count();
    }

    /// <summary>A query of ours stayed without an answer.</summary>
    public void HandleSilent(PeerAddress address)
    {
        if (!_byAddress.TryGetValue(address, out RoutingNode? node)) return;
        node.Failures++;
        if (node.IsBad && BucketOf(node.Contact.Id).Replacements.Count > 0) Remove(node);
        Count();
    }

    /// <summary>The nearest good nodes, nearest first.</summary>
    /// <returns>How many were written.</returns>
    public int FindNearest(DhtId target, Span<DhtContact> nearest)
    {
        int count = 0;
        foreach (Bucket bucket in _buckets)
        {
            foreach (RoutingNode node in bucket.Nodes)
            {
                if (node.IsBad) continue;
                int at = count;
                while (at > 0 && (node.Contact.Id ^ target) < (nearest[at - 1].Id ^ target)) at--;
                if (at == nearest.Length) continue;
                count = Math.Min(count + 1, nearest.Length);
                nearest[at..(count - 1)].CopyTo(nearest[(at + 1)..]);
                nearest[at] = node.Contact;
            }
        }

        return count;
    }

    /// <summary>Somebody who has been silent for long, or failed, to be asked if he is still there; at most one each interval.</summary>
    public bool TryPickToCheck(Instant now, out DhtContact contact)
    {
        contact = default;
        if (now - _checkedAt < DhtLimits.CheckInterval) return false;
        _checkedAt = now;
        RoutingNode? longest = null;
        foreach (Bucket bucket in _buckets)
        {
            foreach (RoutingNode node in bucket.Nodes)
            {
                bool isDue = now - node.AnsweredAt > DhtLimits.QuestionableAfter || node.Failures > 0;
                if (isDue && (longest is null || node.CheckedAt < longest.CheckedAt)) longest = node;
            }
        }

        if (longest is null) return false;
        longest.CheckedAt = now;
        contact = longest.Contact;
        return true;
    }

    /// <summary>An id in a part of the table that nobody has come into for long (BEP 5, refresh).</summary>
    public bool TryPickToRefresh(Instant now, out DhtId target)
    {
        target = default;
        int deepest = Array.FindLastIndex(_buckets, bucket => bucket.Nodes.Count > 0);
        for (int depth = 0; depth <= deepest; depth++)
        {
            if (now - _buckets[depth].FreshAt <= DhtLimits.QuestionableAfter) continue;
            _buckets[depth].FreshAt = now;
            target = Self.DrawAtDistance(depth, _random);
            return true;
        }

        return false;
    }

    /// <summary>Those that answered, for another run.</summary>
    public IEnumerable<DhtContact> All() =>
        _buckets.SelectMany(bucket => bucket.Nodes).Where(node => node.Failures == 0).Select(node => node.Contact);

    public void CheckInvariants()
    {
        RoutingNode[] all = [.. _buckets.SelectMany(bucket => bucket.Nodes.Concat(bucket.Replacements))];
        Invariant.Counted(_byAddress.Count, all.Length, "DHT nodes by address");
        foreach (RoutingNode node in all)
            Invariant.Holds(_byAddress.GetValueOrDefault(node.Address) == node, $"{node.Address} is found");
        Invariant.Counted(_hosts.Count, all.Count(node => CountsAsHost(node.Address)), "DHT hosts");
        Invariant.Counted(Good, CountGood(), "Good DHT nodes");
    }

    /// <summary>On one machine and in one network many nodes may share a host, as in a class behind one router.</summary>
    private static bool CountsAsHost(PeerAddress address) => AddressScopes.Of(address) == AddressScope.Global;

    private void Begin(DhtId self, Instant now)
    {
        Self = self;
        _byAddress.Clear();
        _hosts.Clear();
        _buckets = [.. Enumerable.Range(0, DhtId.Bits).Select(_ => new Bucket { FreshAt = now })];
    }

    private Bucket BucketOf(DhtId id) => _buckets[Math.Min(Self.SharedBits(id), DhtId.Bits - 1)];

    private void Insert(RoutingNode node, Instant now)
    {
        Bucket bucket = BucketOf(node.Contact.Id);
        RoutingNode[] before = [.. bucket.Nodes, .. bucket.Replacements];
        bucket.Add(node);
        bucket.FreshAt = now;
        foreach (RoutingNode gone in before.Where(one => !bucket.Nodes.Contains(one) && !bucket.Replacements.Contains(one))) Forget(gone);
        _byAddress.Add(node.Address, node);
        if (CountsAsHost(node.Address)) _hosts.Add(HostKey.Of(node.Address));
    }

    private void Remove(RoutingNode node)
    {
        BucketOf(node.Contact.Id).Remove(node);
        Forget(node);
    }

    private void Forget(RoutingNode node)
    {
        _byAddress.Remove(node.Address);
        _hosts.Remove(HostKey.Of(node.Address));
    }

    private void Count() => Good = CountGood();

    private int CountGood()
    {
        int good = 0;
        foreach (Bucket bucket in _buckets)
        {
            foreach (RoutingNode node in bucket.Nodes) good += node.Failures == 0 ? 1 : 0;
        }

        return good;
    }
}
