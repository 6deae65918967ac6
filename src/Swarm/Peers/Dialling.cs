using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// Who is dialled, and when: from the address book, until enough neighbours are there or on their way; nobody twice, and nobody whom a
/// rule keeps away.
/// </summary>
internal sealed class Dialling
{
    private readonly int _peersWanted;
    private readonly Neighbours _neighbours;
    private readonly AddressBook _book;
    private readonly AddressRules _rules;
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
        if (isDue && !_isOver)
            DialFromBook(now);
    }

    public bool TryTake(out PeerAddress address) => _dials.TryDequeue(out address);

    /// <summary>Neither connected nor being dialled, and nothing speaks against it.</summary>
    public bool IsNew(PeerAddress address, Instant now, PeerSession? except = null)
    {
        if (_underWay.Contains(address) || _rules.IsBlocked(address) || _rules.IsBanned(address, now))
            return false;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer != except && peer.IsListening && peer.Remote == address)
                return false;
        }

        return true;
    }

    // Apart, because what a closure captures is allocated where its method begins.
    private void DialFromBook(Instant now)
    {
        while (_neighbours.Count + _underWay.Count < _peersWanted
            && _book.TryDraw(now, address => IsNew(address, now), out PeerAddress drawn))
        {
            _underWay.Add(drawn);
            _dials.Enqueue(drawn);
        }
    }
}
