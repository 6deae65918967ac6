using System.Diagnostics;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Network;

/// <summary>One host's half of a connection: what waits to be sent, and what is on the way to the other half.</summary>
internal sealed class ConnectionEnd(VirtualHost host, ConnectionId id)
{
    private ConnectionEnd? _peer;

    public VirtualHost Host { get; } = host;

    public ConnectionId Id { get; } = id;

    /// <summary>Set right after both ends are made, before either is used.</summary>
    public ConnectionEnd Peer
    {
        get => _peer ?? throw new UnreachableException("a connection end is used before it was paired");
        set => _peer = value;
    }

    public EndState State { get; set; } = EndState.Open;

    public Queue<Batch> Unsent { get; } = new(4);

    /// <summary>Bytes of the first unsent batch that have gone already.</summary>
    public int HeadOffset { get; set; }

    public bool FinSent { get; set; }

    /// <summary>Waits for its turn in the uplink.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Bytes that have left the uplink and not come out at the other end.</summary>
    public int InFlightBytes { get; set; }

    /// <summary>No segment of this connection arrives before the one sent ahead of it.</summary>
    public Instant LastArrival { get; set; }

    /// <summary>Segments that met a cut path, in order.</summary>
    public Queue<Segment> Stalled { get; } = new(0);

    /// <summary>The path is whole again and the stalled segments are being sent once more.</summary>
    public bool IsResuming { get; set; }

    public bool HasSomethingToSend => State != EndState.Gone && (Unsent.Count > 0 || (State == EndState.Closing && !FinSent));

    /// <summary>Nothing more goes out or comes in.</summary>
    public void Abandon()
    {
        State = EndState.Gone;
        while (Unsent.TryDequeue(out Batch? batch))
            batch.Release();
    }
}

internal enum EndState : byte
{
    None = 0,
    Open,

    /// <summary>Its node has closed it; what was given before still goes out, then a FIN.</summary>
    Closing,
    Gone,
}
