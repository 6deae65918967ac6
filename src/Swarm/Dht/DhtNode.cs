using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Rates;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// A node of BitTorrent's DHT (BEP 5) of both families (BEP 32), with an id bound to its address (BEP 42), as a state machine: its shell
/// tells it what arrived and what time it is, and asks it what must go out and when to be woken. It finds and announces peers for us,
/// and answers others as every node should, within bounds that hold whatever they send (<see cref="DhtLimits"/>).
/// <para>
/// The contract: <em>one Handle or command, then every TryTake until it gives nothing, then wait until something arrives or
/// <see cref="NextTimeout"/>; time never goes back.</em> Not thread safe: one loop owns a node.
/// </para>
/// </summary>
public sealed class DhtNode
{
    private readonly DhtFamily _ipv4;
    private readonly DhtFamily _ipv6;
    private readonly PeerStore _store;
    private readonly QueryAnswers _answers;
    private readonly Askers _askers = new();
    private readonly Outgoing _outgoing = new();
    private readonly PendingQueries _pending;
    private readonly Lookups _lookups;
    private readonly RoundTrips _roundTrips = new();
    private readonly Allowance _queries = new(DhtLimits.QueriesPerSecond, DhtLimits.QueriesAtOnce);
    private readonly Allowance _introductions = new(DhtLimits.IntroductionsPerSecond, DhtLimits.IntroductionsPerSecond);
    private readonly Queue<PeerAddress> _untried = new();
    private readonly List<PeerAddress> _values = [];
    private readonly List<PendingQuery> _late = [];
    private readonly List<PendingQuery> _over = [];
    private readonly Queue<DhtFound> _found = new();

    /// <summary>What was searched here, the last few: who announces one of them to us is found.</summary>
    private readonly Queue<DhtId> _wanted = new();
    private Instant _tickAt;
    private long _queriesSent;
    private long _queriesAnswered;
    private long _queriesPassedOver;
    private long _unread;

    public DhtNode(DhtOptions options, Instant now)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ipv4 = new DhtFamily(isIPv4: true, options.Random, now);
        _ipv6 = new DhtFamily(isIPv4: false, options.Random, now);
        _store = new PeerStore(options.Random);
        _answers = new QueryAnswers(_ipv4, _ipv6, _store, options.Secret, HandleAnnounced);
        _pending = new PendingQueries(options.Random);
        _lookups = new Lookups(_ipv4, _ipv6);
        _tickAt = now + DhtLimits.ThinInterval;
    }

    /// <summary>Nobody reaches us unasked: others are told not to try (BEP 43).</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>There are so few nodes that the shell should name some: routers, or those of the last run.</summary>
    public bool NeedsNodes => _ipv4.Table.Good + _ipv6.Table.Good < DhtLimits.FewNodes;

    /// <summary>When to call <see cref="HandleTimeout"/> if nothing arrives before.</summary>
    public Instant NextTimeout => Instant.Earlier(_pending.NextDue, _tickAt) ?? _tickAt;

    /// <summary>Whoever answers there is a node; asked soon.</summary>
    public void AddNode(PeerAddress address, Instant now)
    {
        if (address.Port != 0 && _untried.Count < DhtLimits.UntriedMax) _untried.Enqueue(address);
        Ask(now);
    }

    /// <summary>Looks for peers of an infohash, in both families; they come by <see cref="TryTakeFound"/>, the first at once.</summary>
    /// <param name="announcePort">Where we take connections for it, told to the nearest nodes in the end; 0: not told.</param>
    public void Search(Infohash infohash, ushort announcePort, Instant now)
    {
        if (!_wanted.Contains(DhtId.Of(infohash))) _wanted.Enqueue(DhtId.Of(infohash));
        if (_wanted.Count > DhtLimits.LookupsMax) _wanted.Dequeue();
        foreach (bool isIPv4 in (bool[])[true, false])
        {
            _lookups.Begin(DhtId.Of(infohash), KrpcMethod.GetPeers, isIPv4, announcePort, now);
            foreach (PeerAddress peer in _store.All(DhtId.Of(infohash), isIPv4, now)) _found.Enqueue(new DhtFound(peer, peer));
        }

        Ask(now);
    }

    /// <param name="datagram">Borrowed for the call.</param>
    public void HandleDatagram(PeerAddress from, ReadOnlySpan<byte> datagram, Instant now)
    {
        if (from.Port == 0 || !KrpcReader.TryRead(datagram, _values, out KrpcMessage message))
        {
            _unread++;
            return;
        }

        if (message.Kind == KrpcKind.Query) HandleQuery(message, from, now);
        else if (_pending.Take(message.Transaction, from) is { } query) HandleAnswer(query, message, now);
        else _unread++;
        Ask(now);
    }

    public void HandleTimeout(Instant now)
    {
        _pending.TakeDue(_late, _over, now);
        foreach (PendingQuery query in _late) query.Lookup?.HandleLate(query.To);
        foreach (PendingQuery query in _over) HandleSilent(query);
        if (now >= _tickAt)
        {
            _tickAt = now + (NeedsNodes ? DhtLimits.ThinInterval : DhtLimits.CheckInterval);
            LookAfter(_ipv4, now);
            LookAfter(_ipv6, now);
        }

        Ask(now);
    }

    /// <param name="datagram">Good until the next call.</param>
    public bool TryTakeDatagram(out PeerAddress to, out ReadOnlyMemory<byte> datagram) => _outgoing.TryTake(out to, out datagram);

    public bool TryTakeFound(out DhtFound found) => _found.TryDequeue(out found);

    /// <summary>Nodes that answer, to begin with in another run.</summary>
    public IReadOnlyList<PeerAddress> GoodNodes() =>
        [.. _ipv4.Table.All().Concat(_ipv6.Table.All()).Select(contact => contact.Address)];

    public DhtStatistics GetStatistics() => new(
        _ipv4.Table.Good + _ipv6.Table.Good, _lookups.Count, _pending.Count, _queriesSent, _queriesAnswered,
        _queriesPassedOver, _unread, _store.Count);

    /// <summary>Throws when two parts that keep the same thing do not agree. For tests.</summary>
    internal void CheckInvariants()
    {
        _ipv4.Table.CheckInvariants();
        _ipv6.Table.CheckInvariants();
        _store.CheckInvariants();
        _askers.CheckInvariants();
        Invariant.AtMost(_pending.Count, DhtLimits.PendingMax, "Pending queries");
    }

    private DhtFamily FamilyOf(PeerAddress address) => address.IsIPv4 ? _ipv4 : _ipv6;

    private void HandleQuery(scoped in KrpcMessage query, PeerAddress from, Instant now)
    {
        if (IsReadOnly || !_askers.MayAsk(from, now))
        {
            _queriesPassedOver++;
            return;
        }

        Span<byte> answer = stackalloc byte[KrpcWriter.BufferBytes];
        int bytes = _answers.Answer(query, from, answer, now);
        if (!_outgoing.HasRoom || !_askers.MayAnswer(from, bytes, now))
        {
            _queriesPassedOver++;
            return;
        }

        _outgoing.Add(from, answer[..bytes]);
        _queriesAnswered++;
        var asker = new DhtContact(query.Id!.Value, from); // checked by the reader
        bool isNew = !query.IsReadOnly && FamilyOf(from).Table.Wants(asker) && !_pending.IsAsking(from);
        if (isNew && _pending.HasRoom && _introductions.TryTake(now)) Send(KrpcMethod.Ping, default, from, asker.Id, lookup: null, now);
    }

    private void HandleAnswer(PendingQuery query, scoped in KrpcMessage answer, Instant now)
    {
        if (answer.Kind == KrpcKind.Error || answer.Id is not { } id)
        {
            HandleSilent(query); // there, but of no use
            return;
        }

        DhtFamily family = FamilyOf(query.To);
        _roundTrips.Add(now - query.SentAt);
        family.Table.HandleAnswered(new DhtContact(id, query.To), now);
        if (answer.SeenAs is { } seenAs && family.HandleSeenAs(query.To, seenAs, now)) family.Unsettle();
        bool isTheOneMeant = query.Id is not { } meant || meant == id; // else it is not as near as was said, and still knows others
        if (isTheOneMeant) query.Lookup?.HandleAnswered(query.To, answer.Token.IsEmpty ? null : answer.Token.ToArray());
        else query.Lookup?.HandleSilent(query.To);
        HearNodes(query, answer.Nodes, KrpcReader.NodeBytes);
        HearNodes(query, answer.Nodes6, KrpcReader.Node6Bytes);
        if (query.Query.Method == KrpcMethod.GetPeers)
        {
            if (query.Lookup is { } lookup) lookup.HasFound |= _values.Count > 0;
            foreach (PeerAddress peer in _values) _found.Enqueue(new DhtFound(peer, query.To));
        }

        if (family.SettledAt is null) Settle(family, now);
    }

    private void HandleAnnounced(DhtId infohash, PeerAddress peer)
    {
        if (_wanted.Contains(infohash)) _found.Enqueue(new DhtFound(peer, peer));
    }

    private void HandleSilent(PendingQuery query)
    {
        FamilyOf(query.To).Table.HandleSilent(query.To);
        query.Lookup?.HandleSilent(query.To);
    }

    /// <summary>Whoever asked hears of them; those of the other family are a way in there (BEP 32).</summary>
    private void HearNodes(PendingQuery query, ReadOnlySpan<byte> nodes, int nodeBytes)
    {
        for (int i = 0; i < DhtLimits.NodesReadMax && nodes.Length >= nodeBytes; i++, nodes = nodes[nodeBytes..])
        {
            var heard = new DhtContact(DhtId.Read(nodes), CompactAddress.Read(nodes[DhtId.Bytes..nodeBytes]));
            if (!AddressScopes.MayName(query.To, heard.Address)) continue;
            if (query.Lookup is { } lookup && lookup.IsIPv4 == heard.Address.IsIPv4) lookup.Add(heard);
            else _lookups.HandleHeard(heard);
        }
    }

    /// <summary>Asks those near our own place, so that they know us and we them (BEP 5).</summary>
    private void Settle(DhtFamily family, Instant now)
    {
        family.HandleSettled(now);
        _lookups.Begin(family.Table.Self, KrpcMethod.FindNode, family.IsIPv4, announcePort: 0, now);
    }

    private void LookAfter(DhtFamily family, Instant now)
    {
        if (family.Table.TryPickToCheck(now, out DhtContact contact) && _pending.HasRoom && _queries.TryTake(now))
            Send(KrpcMethod.Ping, default, contact.Address, contact.Id, lookup: null, now);
        if (family.Table.TryPickToRefresh(now, out DhtId target))
            _lookups.Begin(target, KrpcMethod.FindNode, family.IsIPv4, announcePort: 0, now);
        if (family.Table.Good == 0) family.Unsettle();
        else if (family.IsThin(now)) Settle(family, now);
    }

    /// <summary>Sends what may be sent now.</summary>
    private void Ask(Instant now)
    {
        _lookups.Tidy(now);
        while (_pending.HasRoom && _queries.CanTake(now) && _lookups.TryTakeNext(out Lookup? lookup, out DhtContact contact))
        {
            _queries.TryTake(now);
            Send(lookup!.Method, lookup.Target, contact.Address, contact.Id, lookup, now); // there was one to take
        }

        while (_pending.HasRoom && _queries.CanTake(now) && _lookups.TryTakeAnnouncement(out Announcement announcement))
        {
            _queries.TryTake(now);
            Send(announcement, now);
        }

        while (_pending.HasRoom && _untried.Count > 0 && _queries.TryTake(now))
        {
            PeerAddress address = _untried.Dequeue();
            Send(KrpcMethod.FindNode, FamilyOf(address).Table.Self, address, id: null, lookup: null, now);
        }
    }

    private void Send(KrpcMethod method, DhtId target, PeerAddress to, DhtId? id, Lookup? lookup, Instant now) => Send(
        new KrpcQuery(method, _pending.DrawNumber()) { Target = target, WantsIPv4 = true, WantsIPv6 = true }, to, id, lookup, now);

    private void Send(Announcement announcement, Instant now) => Send(
        new KrpcQuery(KrpcMethod.AnnouncePeer, _pending.DrawNumber())
        {
            Target = announcement.Infohash,
            Port = announcement.Port,
            Token = announcement.Token,
        },
        announcement.To.Address,
        announcement.To.Id,
        lookup: null,
        now);

    private void Send(KrpcQuery query, PeerAddress to, DhtId? id, Lookup? lookup, Instant now)
    {
        Span<byte> datagram = stackalloc byte[KrpcWriter.BufferBytes];
        int bytes = KrpcWriter.Query(datagram, query, FamilyOf(to).Table.Self, IsReadOnly);
        _outgoing.Add(to, datagram[..bytes]);
        _pending.Add(new PendingQuery(query, to, id, lookup, now, _roundTrips.LateAfter));
        _queriesSent++;
    }
}
