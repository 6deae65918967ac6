using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Tests.Dht;

/// <summary>DHT nodes at addresses of their own, and datagrams that take 20 to 120 ms from one to another, in virtual time.</summary>
internal sealed class DhtNetwork(int seed)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<(PeerAddress From, PeerAddress To, byte[] Datagram), (Instant At, long Number)> _underWay = new();
    private readonly Dictionary<PeerAddress, Host> _hosts = [];
    private readonly PriorityQueue<Host, (Instant At, long Number)> _timeouts = new();
    private long _number;

    public Instant Now { get; private set; } = new(TimeSpan.TicksPerHour);

    /// <summary>Sees every datagram as it leaves.</summary>
    public Action<PeerAddress, PeerAddress, byte[]> Sent { get; set; } = (_, _, _) => { };

    public IReadOnlyCollection<Host> Hosts => _hosts.Values;

    public static PeerAddress Address(int number) => PeerAddress.FromIPv4(0x0B00_0000u + ((uint)number << 8) + 7, 6881);

    public Host Add(int number)
    {
        var random = new Random(seed ^ (number * 7919));
        var node = new DhtNode(new DhtOptions(random, NodeSecret.Seeded(random)), Now);
        var host = new Host(Address(number), node);
        _hosts.Add(host.Address, host);
        Drain(host);
        return host;
    }

    /// <summary>Its node answers nobody any more.</summary>
    public void Kill(Host host) => host.IsDead = true;

    /// <summary>Does something with a node now, and sends what comes of it.</summary>
    public void Do(Host host, Action<DhtNode, Instant> action)
    {
        action(host.Node, Now);
        Drain(host);
    }

    public void Send(PeerAddress from, PeerAddress to, byte[] datagram)
    {
        Sent(from, to, datagram);
        TimeSpan delay = TimeSpan.FromMilliseconds(20 + _random.Next(100));
        _underWay.Enqueue((from, to, datagram), (Now + delay, _number++));
    }

    public void Run(TimeSpan time)
    {
        Instant end = Now + time;
        while (true)
        {
            Instant arrival = _underWay.TryPeek(out _, out (Instant At, long) first) ? first.At : end + time;
            Instant timeout = _timeouts.TryPeek(out _, out (Instant At, long) next) ? next.At : end + time;
            if (Instant.Min(arrival, timeout) > end) break;
            Now = Instant.Max(Now, Instant.Min(arrival, timeout));
            if (arrival <= timeout) Deliver();
            else WakeOne();
        }

        Now = end;
    }

    private void Deliver()
    {
        (PeerAddress from, PeerAddress to, byte[] datagram) = _underWay.Dequeue();
        if (!_hosts.TryGetValue(to, out Host? host) || host.IsDead) return;
        host.Node.HandleDatagram(from, datagram, Now);
        Drain(host);
    }

    private void WakeOne()
    {
        Host host = _timeouts.Dequeue();
        if (host.IsDead || host.WakesAt > Now) return;
        host.WakesAt = null;
        host.Node.HandleTimeout(Now);
        Drain(host);
    }

    private void Drain(Host host)
    {
        while (host.Node.TryTakeDatagram(out PeerAddress to, out ReadOnlyMemory<byte> datagram)) Send(host.Address, to, datagram.ToArray());
        while (host.Node.TryTakeFound(out DhtFound found))
        {
            host.Found.Add(found.Peer);
            host.FoundAt ??= Now;
        }

        Instant wake = Instant.Max(host.Node.NextTimeout, Now);
        if (host.WakesAt is { } planned && planned <= wake && planned >= Now) return;
        host.WakesAt = wake;
        _timeouts.Enqueue(host, (wake, _number++));
    }

    internal sealed class Host(PeerAddress address, DhtNode node)
    {
        public PeerAddress Address { get; } = address;

        public DhtNode Node { get; } = node;

        public bool IsDead { get; set; }

        public List<PeerAddress> Found { get; } = [];

        /// <summary>When the first was found.</summary>
        public Instant? FoundAt { get; set; }

        public Instant? WakesAt { get; set; }
    }
}
