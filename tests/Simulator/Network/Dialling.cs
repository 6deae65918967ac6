using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Network;

/// <summary>Opens connections: the dialler knows after one round trip, the listener half a round trip later.</summary>
internal sealed class Dialling(NetworkOptions options, Paths paths, EventQueue events)
{
    private readonly Dictionary<PeerAddress, VirtualHost> _hosts = [];

    public void Add(VirtualHost host) => _hosts.Add(host.Address, host);

    public void Begin(VirtualHost from, PeerAddress address, Instant now)
    {
        TimeSpan roundTrip = paths.RoundTrip(from, Find(address) ?? from);
        events.Add(now + roundTrip, new NetworkEvent(EventKind.DialAnswered, new Dial(from, address), 0));
    }

    /// <summary>Connected or failed; false when there is nothing to tell yet or nobody to tell it to.</summary>
    public bool Answered(Dial dial, Instant now, out Occurrence answer)
    {
        answer = default;
        if (dial.From.State != HostState.Alive) return false;
        VirtualHost? to = Find(dial.Address);
        if (!dial.IsHopeless && to is not null && (to.State == HostState.Silent || paths.IsCut(dial.From, to)))
        {
            dial.IsHopeless = true;
            events.Add(now + options.DialTimeout, new NetworkEvent(EventKind.DialAnswered, dial, 0));
            return false;
        }

        answer = dial.IsHopeless || to is not { State: HostState.Alive, Listens: true }
            ? new Occurrence { Kind = OccurrenceKind.DialFailed, Host = dial.From.Id, Remote = dial.Address }
            : Open(dial, to, now);
        return true;
    }

    public static bool Accepted(ConnectionEnd end, out Occurrence connected)
    {
        connected = default;
        if (end.State != EndState.Open) return false;
        connected = new Occurrence
        {
            Kind = OccurrenceKind.Connected,
            Host = end.Host.Id,
            Connection = end.Id,
            Remote = end.Peer.Host.Address.WithPort(EphemeralPort(end.Peer)),
            Side = ConnectionSide.Accepted,
        };
        return true;
    }

    /// <summary>What a listener sees is the port the connection comes from, at which nobody listens.</summary>
    private static ushort EphemeralPort(ConnectionEnd dialler) => (ushort)(49_152 + (dialler.Id.Value % 16_384));

    private VirtualHost? Find(PeerAddress address) => _hosts.GetValueOrDefault(address);

    private Occurrence Open(Dial dial, VirtualHost to, Instant now)
    {
        ConnectionEnd dialler = dial.From.OpenEnd();
        ConnectionEnd listener = to.OpenEnd();
        dialler.Peer = listener;
        listener.Peer = dialler;
        dialler.LastArrival = now + paths.OneWay(dial.From, to); // nothing arrives before the connection itself
        events.Add(dialler.LastArrival, new NetworkEvent(EventKind.Accepted, listener, 0));
        return new Occurrence
        {
            Kind = OccurrenceKind.Connected,
            Host = dial.From.Id,
            Connection = dialler.Id,
            Remote = dial.Address,
            Side = ConnectionSide.Dialled,
        };
    }
}
