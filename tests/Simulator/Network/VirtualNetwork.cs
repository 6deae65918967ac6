using System.Diagnostics;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Network;

/// <summary>
/// An emulated network in virtual time: a state machine itself, told what hosts do and answering with the next thing that happens to one of
/// them. Single-threaded; a function of its options, the seed and the calls made.
/// </summary>
public sealed class VirtualNetwork
{
    private readonly List<VirtualHost> _hosts = [];
    private readonly EventQueue _events = new();
    private readonly Transport _transport;
    private readonly Dialling _dialling;
    private readonly Faults _faults;

    public VirtualNetwork(NetworkOptions options, int seed)
    {
        var paths = new Paths(options, new Random(seed));
        _transport = new Transport(options, paths, _events);
        _dialling = new Dialling(options, paths, _events);
        _faults = new Faults(paths, _events);
    }

    public Instant Now { get; private set; }

    /// <summary>Batches in queues and under way; for checks of leaks.</summary>
    public int OutstandingBatches => _transport.OutstandingBatches;

    public HostId AddHost(PeerAddress address, HostLink link)
    {
        var host = new VirtualHost(new HostId(_hosts.Count + 1), address, link);
        _hosts.Add(host);
        _dialling.Add(host);
        return host.Id;
    }

    public void SetLink(HostId host, HostLink link) => Find(host).Link = link;

    public PeerAddress AddressOf(HostId host) => Find(host).Address;

    public bool IsAlive(HostId host) => Find(host).State == HostState.Alive;

    /// <summary>From now on the host accepts connections at its address.</summary>
    public void Listen(HostId host) => Find(host).Listens = true;

    /// <summary>Connected or DialFailed follows.</summary>
    public void Dial(HostId host, PeerAddress address) => _dialling.Begin(Find(host), address, Now);

    /// <summary>Copies the bytes. Sent follows unless the connection closes before.</summary>
    public void Send(HostId host, ConnectionId connection, ReadOnlySpan<byte> bytes)
    {
        if (Find(host).Find(connection) is { } end) _transport.Send(end, bytes, Now);
    }

    /// <summary>Nothing more is told of the connection; what was sent before still goes out.</summary>
    public void Close(HostId host, ConnectionId connection)
    {
        if (Find(host).Find(connection) is { } end) _transport.Finish(end, Now);
    }

    /// <summary>Asks for an Alarm. It may come early, since an earlier one is kept: compare, and ask again.</summary>
    public void SetAlarm(HostId host, Instant at)
    {
        VirtualHost sleeper = Find(host);
        if (sleeper.Alarm is { } sooner && sooner <= at) return;
        sleeper.Alarm = Instant.Max(at, Now);
        _events.Add(sleeper.Alarm.Value, new NetworkEvent(EventKind.Alarm, sleeper, 0));
    }

    /// <summary>Asks for a Mark with this number, which means something to the caller only.</summary>
    public void SetMark(Instant at, int number) =>
        _events.Add(Instant.Max(at, Now), new NetworkEvent(EventKind.Mark, null, number));

    public void Reset(HostId host) => _faults.Reset(Find(host), Now);

    public void SilentDeath(HostId host) => Faults.SilentDeath(Find(host));

    /// <summary>Packets between the two are lost until <see cref="Heal"/>; connections stall, none is told.</summary>
    public void Cut(HostId one, HostId other) => _faults.Cut(Find(one), Find(other));

    public void Heal(HostId one, HostId other) => _faults.Heal(Find(one), Find(other), Now);

    /// <summary>Recomputes what a host's connections and uplink keep count of; throws when something is wrong. For tests.</summary>
    public void CheckInvariants(HostId host) => Find(host).CheckInvariants();

    /// <summary>Goes on to the next occurrence up to <paramref name="until"/>; false when there is none; then it is that time.</summary>
    public bool TryTake(Instant until, out Occurrence occurrence)
    {
        _transport.TakeBack();
        while (_events.Count > 0 && _events.FirstTime <= until)
        {
            Debug.Assert(_events.FirstTime >= Now, "time never goes back");
            Now = _events.FirstTime;
            if (Happens(_events.Take(), out occurrence)) return true;
        }

        Now = Instant.Max(Now, until);
        occurrence = default;
        return false;
    }

    private bool Happens(NetworkEvent happening, out Occurrence occurrence)
    {
        switch (happening.Kind)
        {
            case EventKind.UplinkFree:
                return _transport.UplinkFree((VirtualHost)happening.Subject!, Now, out occurrence);
            case EventKind.SegmentArrives:
                return _transport.SegmentArrives((Segment)happening.Subject!, Now, out occurrence);
            case EventKind.SegmentDelivered:
                return _transport.SegmentDelivered((Segment)happening.Subject!, Now, out occurrence);
            case EventKind.StallEnds:
                _transport.StallEnds((ConnectionEnd)happening.Subject!, Now);
                occurrence = default;
                return false;
            case EventKind.DialAnswered:
                return _dialling.Answered((Dial)happening.Subject!, Now, out occurrence);
            case EventKind.Accepted:
                return Dialling.Accepted((ConnectionEnd)happening.Subject!, out occurrence);
            case EventKind.ResetArrives:
                return Faults.ResetArrives((ConnectionEnd)happening.Subject!, out occurrence);
            case EventKind.Alarm:
                return Rings((VirtualHost)happening.Subject!, out occurrence);
            case EventKind.Mark:
                occurrence = new Occurrence { Kind = OccurrenceKind.Mark, Number = happening.Number };
                return true;
            default:
                throw new UnreachableException($"no such event: {happening.Kind}");
        }
    }

    private bool Rings(VirtualHost host, out Occurrence occurrence)
    {
        occurrence = new Occurrence { Kind = OccurrenceKind.Alarm, Host = host.Id };
        if (host.Alarm != Now || host.State != HostState.Alive) return false;
        host.Alarm = null;
        return true;
    }

    private VirtualHost Find(HostId id) => _hosts[id.Value - 1];
}
