using ScreenShare.Simulator.Network;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Tests.Simulation;

/// <summary>A small network for link tests: hosts without nodes, and a log of what was told to whom when.</summary>
internal sealed class TwoHosts
{
    public static readonly HostLink Unlimited = new();

    private readonly List<Told> _told = [];
    private uint _hosts;

    public TwoHosts(HostLink left, HostLink right, NetworkOptions? options = null)
    {
        Network = new VirtualNetwork(options ?? new NetworkOptions(), seed: 1);
        Left = Add(left);
        Right = Add(right);
    }

    public VirtualNetwork Network { get; }

    public HostId Left { get; }

    public HostId Right { get; }

    public IReadOnlyList<Told> Log => _told;

    public HostId Add(HostLink link)
    {
        HostId host = Network.AddHost(PeerAddress.FromIPv4(0x0A00_0001 + _hosts++, 6881), link);
        Network.Listen(host);
        return host;
    }

    /// <summary>Dials and runs until both ends know.</summary>
    public (ConnectionId Dialler, ConnectionId Listener) Connect(HostId dialler, HostId listener)
    {
        Network.Dial(dialler, Network.AddressOf(listener));
        Instant until = Network.Now + TimeSpan.FromSeconds(10);
        for (int connected = 0; connected < 2 && Network.TryTake(until, out Occurrence occurrence);)
        {
            Note(occurrence);
            if (occurrence.Kind == OccurrenceKind.Connected) connected++;
        }

        return (LastConnection(dialler), LastConnection(listener));
    }

    public void RunFor(TimeSpan time)
    {
        Instant until = Network.Now + time;
        while (Network.TryTake(until, out Occurrence occurrence))
            Note(occurrence);
    }

    public void RunFor(double milliseconds) => RunFor(TimeSpan.FromMilliseconds(milliseconds));

    public long ReceivedBytes(HostId host, ConnectionId connection = default) => _told
        .Where(told => told.Kind == OccurrenceKind.Received && told.Host == host)
        .Where(told => connection == default || told.Connection == connection)
        .Sum(told => (long)told.Bytes.Length);

    public byte[] Received(HostId host) =>
        [.. _told.Where(told => told.Kind == OccurrenceKind.Received && told.Host == host).SelectMany(told => told.Bytes)];

    private ConnectionId LastConnection(HostId host) =>
        _told.Last(told => told.Kind == OccurrenceKind.Connected && told.Host == host).Connection;

    private void Note(in Occurrence occurrence) => _told.Add(new Told(
        Network.Now,
        occurrence.Kind,
        occurrence.Host,
        occurrence.Connection,
        occurrence.Bytes.ToArray(),
        occurrence.Number,
        occurrence.Side));
}

internal sealed record Told(
    Instant At, OccurrenceKind Kind, HostId Host, ConnectionId Connection, byte[] Bytes, int Number, ConnectionSide Side);
