using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// How much each host has asked lately, and so whether it is answered. A datagram's source may be forged: whoever asks too fast gets
/// nothing at all, so that nobody can have this node flood somebody else; all answers together are bounded too.
/// </summary>
internal sealed class Askers
{
    private readonly Allowance _inAll = new(DhtLimits.AnswerBytesPerSecond, DhtLimits.AnswerBytesAtOnce);
    private readonly Dictionary<UInt128, Asker> _askers = [];
    private readonly Queue<UInt128> _order = new();

    public int Count => _askers.Count;

    /// <summary>Whether this query is to be handled. Called once for each.</summary>
    public bool MayAsk(PeerAddress from, Instant now)
    {
        Asker asker = Find(from);
        bool isInTime = asker.Queries.TryTake(now) && now >= asker.SilentUntil;
        if (!isInTime) asker.SilentUntil = now + DhtLimits.Quiet;
        return isInTime;
    }

    /// <summary>Whether an answer of so many bytes may leave; taken when it may.</summary>
    public bool MayAnswer(PeerAddress from, int bytes, Instant now)
    {
        Asker asker = Find(from);
        return asker.Bytes.TryTake(bytes, now) && _inAll.TryTake(bytes, now);
    }

    public void CheckInvariants()
    {
        Invariant.Counted(_askers.Count, _order.Count, "Askers in order");
        Invariant.AtMost(_askers.Count, DhtLimits.AskersMax, "Askers");
    }

    /// <summary>One machine's nodes are as many as their ports, and nobody else's address can be forged there.</summary>
    private static UInt128 KeyOf(PeerAddress from) =>
        AddressScopes.Of(from) == AddressScope.Loopback ? (from.Ip << 16) | from.Port : from.Ip;

    private Asker Find(PeerAddress from)
    {
        UInt128 key = KeyOf(from);
        if (_askers.TryGetValue(key, out Asker? known)) return known;
        if (_askers.Count == DhtLimits.AskersMax) _askers.Remove(_order.Dequeue());
        var asker = new Asker();
        _askers.Add(key, asker);
        _order.Enqueue(key);
        return asker;
    }

    private sealed class Asker
    {
        public Allowance Queries { get; } = new(DhtLimits.QueriesPerSecondAndHost, DhtLimits.QueriesPerSecondAndHost);

        public Allowance Bytes { get; } = new(DhtLimits.AnswerBytesPerSecondAndHost, DhtLimits.AnswerBytesAtOnceAndHost);

        public Instant SilentUntil { get; set; }
    }
}
