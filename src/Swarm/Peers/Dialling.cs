using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// Who is dialled, and when: from the address book, until there are enough neighbours; nobody twice, nobody whom a rule keeps away, and
/// what nobody has proven at a bounded pace. Of the neighbours wanted half must be ours, whoever has dialled us: those are others' choice.
/// The other half may be any that have delivered something; who only sits there does not count.
/// </summary>
internal sealed class Dialling
{
    private readonly int _peersWanted;
    private readonly Neighbours _neighbours;
    private readonly AddressBook _book;
    private readonly AddressRules _rules;
    private readonly DialPace _pace = new();
    private readonly HashSet<PeerAddress> _underWay = [];
    private readonly Queue<PeerAddress> _dials = new();
    private bool _isDue;
    private bool _isOver;

    public Dialling(int peersWanted, Neighbours neighbours, AddressBook book, AddressRules rules)
    {
        _peersWanted = peersWanted;
        _neighbours = neighbours;
        _book = book;
        _rules = rules;
    }

    /// <summary>Somebody may be dialled who could not be before, or must be.</summary>
    public void Wake() => _isDue = true;

    /// <summary>Nobody is dialled any more.</summary>
    public void Stop() => _isOver = true;

    public void HandleConnected(PeerAddress address) => _underWay.Remove(address);

    public void HandleFailed(PeerAddress address, Instant now)
    {
        _underWay.Remove(address);
        _book.HandleFailed(address, now);
    }

    /// <summary>Cheap when nothing has happened: looking through the book at every input would cost more than all else.</summary>
    public void Dial(Instant now)
    {
        bool isDue = _isDue;
        _isDue = false;
        if (isDue && !_isOver) DialFromBook(now);
    }

    public bool TryTake(out PeerAddress address) => _dials.TryDequeue(out address);

    /// <summary>Neither connected nor being dialled, and nothing speaks against it.</summary>
    public bool IsNew(PeerAddress address, Instant now, PeerSession? except = null) =>
        IsFree(address, now) && FindNeighbour(address, except) is null;

    public void CheckInvariants()
    {
        foreach (PeerAddress address in _dials)
            Invariant.Holds(_underWay.Contains(address), $"the dial to {address} is under way");
    }

    // Apart, because what a closure captures is allocated where its method begins.
    private void DialFromBook(Instant now)
    {
        while (NeedsMore()
            && _book.TryDraw(now, entry => MayDial(entry, now), out BookEntry? drawn))
        {
            PeerAddress address = drawn!.Address; // drawn, so there
            if (!drawn.IsTrusted) _pace.Take(address, now);
            _underWay.Add(address);
            _dials.Enqueue(address);
        }
    }

    private bool MayDial(BookEntry entry, Instant now)
    {
        if (!IsFree(entry.Address, now) || !(entry.IsTrusted || _pace.Allows(entry.Address, now))) return false;

        // One that dialled us and names a trusted address as its own may be lying, to keep us from it.
        PeerSession? neighbour = FindNeighbour(entry.Address, except: null);
        return neighbour is null || (neighbour.Side == ConnectionSide.Accepted && entry.IsTrusted && !neighbour.IsProven);
    }

    private bool IsFree(PeerAddress address, Instant now) =>
        !_underWay.Contains(address) && !_rules.IsBlocked(address) && !_rules.IsBanned(address, now);

    private PeerSession? FindNeighbour(PeerAddress address, PeerSession? except)
    {
        PeerSession? found = null;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer != except && peer.IsListening && peer.Remote == address && found is not { IsProven: true }) found = peer;
        }

        return found;
    }

    private bool NeedsMore()
    {
        int dialled = _underWay.Count;
        int useful = 0;
        foreach (PeerSession peer in _neighbours.All)
        {
            bool isOurs = peer.Side == ConnectionSide.Dialled;
            dialled += isOurs ? 1 : 0;
            useful += !isOurs && peer.Conduct.DeliveredAt is not null ? 1 : 0;
        }

        return dialled < (_peersWanted + 1) / 2 || dialled + useful < _peersWanted;
    }
}
