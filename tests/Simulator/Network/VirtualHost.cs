using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Network;

/// <summary>A machine with one uplink, one downlink and its connections by number.</summary>
internal sealed class VirtualHost(HostId id, PeerAddress address, HostLink link)
{
    private readonly List<ConnectionEnd?> _ends = [];

    // Mutable structs on purpose: they are this host's own.
    public LinkClock UplinkClock;
    public LinkClock DownlinkClock;

    public HostId Id { get; } = id;

    public PeerAddress Address { get; } = address;

    public HostLink Link { get; set; } = link;

    public HostState State { get; set; } = HostState.Alive;

    public bool Listens { get; set; }

    /// <summary>Connections with something to send, each once; the uplink takes a segment of the first and puts it last.</summary>
    public Queue<ConnectionEnd> Turns { get; } = new();

    /// <summary>The segment the uplink is busy with.</summary>
    public Segment? OnUplink { get; set; }

    public Instant DownlinkFreeAt { get; set; }

    /// <summary>The only alarm that counts; others in the queue are out of date.</summary>
    public Instant? Alarm { get; set; }

    public IReadOnlyList<ConnectionEnd?> Ends => _ends;

    public ConnectionEnd OpenEnd()
    {
        var end = new ConnectionEnd(this, new ConnectionId(_ends.Count + 1));
        _ends.Add(end);
        return end;
    }

    /// <summary>Null when the connection is gone.</summary>
    public ConnectionEnd? Find(ConnectionId id) => id.Value >= 1 && id.Value <= _ends.Count ? _ends[id.Value - 1] : null;

    public void CheckInvariants()
    {
        foreach (ConnectionEnd? end in _ends)
        {
            if (end is null) continue;
            bool headIsRight = end.Unsent.TryPeek(out Batch? head) ? end.HeadOffset < head.Length : end.HeadOffset == 0;
            if (end.State == EndState.Gone || end.InFlightBytes < 0 || !headIsRight)
                throw new InvalidOperationException($"{Id}, connection {end.Id}: {end.State}, {end.InFlightBytes} bytes in flight");
            if (end.IsQueued != Turns.Contains(end))
                throw new InvalidOperationException($"{Id}, connection {end.Id}: queued for the uplink is {end.IsQueued}");
        }

        if (OnUplink is null && State == HostState.Alive && Turns.Count > 0)
            throw new InvalidOperationException($"{Id}: the uplink rests although {Turns.Count} connections wait");
    }

    public void Forget(ConnectionEnd end) => _ends[end.Id.Value - 1] = null;
}

internal enum HostState : byte
{
    None = 0,
    Alive,

    /// <summary>The program is gone, the machine answers for it: connections are reset, dials refused.</summary>
    Reset,

    /// <summary>The machine is gone: nothing ever comes from it.</summary>
    Silent,
}
