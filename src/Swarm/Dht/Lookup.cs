using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// Finds the nodes nearest to an id, asking the nearest that is known for nearer ones (BEP 5; Kademlia, 2.3). Some are asked at once; who
/// is late is left for the next, and still heard when the answer comes. It is over when the eight nearest that can be had have answered.
/// </summary>
/// <param name="method"><see cref="KrpcMethod.FindNode"/> or <see cref="KrpcMethod.GetPeers"/>.</param>
/// <param name="isIPv4">Of which family the nodes are; a lookup has one.</param>
/// <param name="announcePort">Told to the nearest in the end; 0: nothing is announced.</param>
internal sealed class Lookup(DhtId target, KrpcMethod method, bool isIPv4, ushort announcePort)
{
    private readonly List<Candidate> _candidates = [];
    private readonly HashSet<PeerAddress> _heard = [];
    private readonly HashSet<HostKey> _hosts = [];

    public DhtId Target { get; } = target;

    public KrpcMethod Method { get; } = method;

    public bool IsIPv4 { get; } = isIPv4;

    public ushort AnnouncePort { get; } = announcePort;

    /// <summary>
    /// Somebody named a peer. Until then the lookup goes on to twice as many of the nearest: where many have just died, those that are left
    /// know the neighbourhood badly.
    /// </summary>
    public bool HasFound { get; set; }

    /// <summary>Queries sent so far.</summary>
    public int Asked { get; private set; }

    /// <summary>Nobody is left to ask, or nobody who would be nearer.</summary>
    public bool IsOver => _candidates.TrueForAll(candidate => candidate.State != CandidateState.Asked) && FindNext() is null;

    /// <summary>
    /// A node to ask. One of each host, outside one machine or network: whoever has one address is no crowd near an id of his choice.
    /// </summary>
    public void Add(DhtContact contact)
    {
        bool isGlobal = AddressScopes.Of(contact.Address) == AddressScope.Global;
        if (contact.Address.IsIPv4 != IsIPv4 || contact.Address.Port == 0 || _heard.Contains(contact.Address)) return;
        if (isGlobal && _hosts.Contains(HostKey.Of(contact.Address))) return;
        int at = _candidates.FindIndex(other => (contact.Id ^ Target) < (other.Contact.Id ^ Target));
        if (at < 0) at = _candidates.Count;
        if (at >= DhtLimits.CandidatesMax) return;
        _heard.Add(contact.Address);
        if (isGlobal) _hosts.Add(HostKey.Of(contact.Address));
        _candidates.Insert(at, new Candidate(contact));
        if (_candidates.Count > DhtLimits.CandidatesMax) _candidates.RemoveAt(_candidates.Count - 1);
    }

    /// <summary>Whom to ask now; counted as asked.</summary>
    public bool TryTakeNext(out DhtContact contact)
    {
        contact = default;
        if (_candidates.Count(candidate => candidate.State == CandidateState.Asked) >= DhtLimits.Parallel) return false;
        if (FindNext() is not { } next) return false;
        next.Become(CandidateState.Asked);
        Asked++;
        contact = next.Contact;
        return true;
    }

    public void HandleAnswered(PeerAddress from, byte[]? token) => Find(from)?.Become(CandidateState.Answered, token);

    public void HandleLate(PeerAddress from) => Find(from)?.Become(CandidateState.Late);

    public void HandleSilent(PeerAddress from) => Find(from)?.Become(CandidateState.Silent);

    /// <summary>The nearest that have answered and take announcements, once the lookup is over.</summary>
    public IEnumerable<Candidate> Nearest() =>
        _candidates.Where(candidate => candidate.State == CandidateState.Answered && candidate.Token is not null)
            .Take(DhtLimits.BucketNodes);

    private Candidate? Find(PeerAddress address) => _candidates.Find(candidate => candidate.Contact.Address == address);

    private int Width => Method == KrpcMethod.GetPeers && !HasFound ? 2 * DhtLimits.BucketNodes : DhtLimits.BucketNodes;

    /// <summary>Of the nearest that have answered or may yet, the first that was not asked.</summary>
    private Candidate? FindNext()
    {
        if (Asked >= DhtLimits.LookupQueriesMax) return null;
        int near = 0;
        foreach (Candidate candidate in _candidates)
        {
            if (candidate.State == CandidateState.Heard) return candidate;
            if (candidate.State is CandidateState.Answered or CandidateState.Asked && ++near == Width) return null;
        }

        return null;
    }
}
