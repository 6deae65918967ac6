using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Rates;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// What a node knows of one connection. States: <see cref="PeerPhase.Handshake"/> → <see cref="PeerPhase.ExtensionHandshake"/> →
/// <see cref="PeerPhase.Open"/>; from each → <see cref="PeerPhase.Closed"/>, which is final.
/// </summary>
internal sealed class PeerSession
{
    public PeerSession(ConnectionId connection, PeerAddress remote, ConnectionSide side, Instant now)
    {
        Connection = connection;
        Remote = remote;
        Side = side;
        ConnectedAt = LastReceived = LastSent = now;
    }

    public ConnectionId Connection { get; }

    public ConnectionSide Side { get; }

    public Instant ConnectedAt { get; }

    public PeerPhase Phase
    {
        get;
        set
        {
            WasOpen |= value == PeerPhase.Open;
            field = value;
        }
    }

    /// <summary>It has been a neighbour at some time, and not only somebody who shook hands.</summary>
    public bool WasOpen { get; private set; }

    /// <summary>
    /// IP and listening port. Until an accepted peer has said where it listens the port is that of the connection;
    /// <see cref="IsListening"/> tells.
    /// </summary>
    public PeerAddress Remote { get; set; }

    public bool IsListening { get; set; }

    /// <summary>
    /// <see cref="Remote"/> is where a connection was made to: dialled, or shown to be with whom we had dialled. Else it is the peer's
    /// word, and bears on nothing but the peer itself.
    /// </summary>
    public bool IsProven { get; set; }

    /// <summary>Ours, of this connection.</summary>
    public ConnectionToken Token { get; init; }

    public int TwinsHeard { get; set; }

    public PeerConduct Conduct { get; } = new();

    /// <summary>New addresses it may tell of.</summary>
    public Allowance AddressesTold { get; } = new(SwarmLimits.AddressesToldPerSecond, SwarmLimits.AddressesToldAtOnceMax);

    public PeerId PeerId { get; set; }

    public ExtensionHandshake? Extension { get; set; }

    public bool IsOpen => Phase == PeerPhase.Open;

    /// <summary>True when the peer speaks the live extension: the others may only exchange peers with us.</summary>
    public bool IsLive => IsOpen && Writer.LiveId != 0;

    public LiveMessageWriter Writer { get; set; }

    public PeerCensus Census { get; } = new();

    public PeerHaves Haves { get; } = new();

    public SeenManifests Manifests { get; } = new();

    /// <summary>Frames whose index it is known to have, too.</summary>
    public SeenManifests Indexes { get; } = new();

    public Pipeline Pipeline { get; } = new();

    public UploadRequests Requests { get; } = new();

    public PeerStanding Standing { get; } = new();

    public ReceiveBuffer Inbox { get; } = new();

    /// <summary>Messages other than pieces, waiting for the connection to take them.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>A batch is with the transport: nothing more is handed on until it is out.</summary>
    public bool IsSending { get; set; }

    /// <summary>It takes what it is sent much later than others do.</summary>
    public bool ReadsSlowly { get; set; }

    public Instant LastReceived { get; set; }

    public Instant LastSent { get; set; }

    /// <summary>Other live connections the peer says it has; null until it has said.</summary>
    public int? Company { get; set; }

    /// <summary>What we last told the peer of our own.</summary>
    public int? CompanyTold { get; set; }

    public Instant? PeerExchangeAt { get; set; }

    public long PieceBytesReceived { get; set; }

    public long PieceBytesSent { get; set; }

    /// <summary>It has left a batch with its transport for as long as a dead peer is waited for, whatever it says meanwhile.</summary>
    public bool ReadsNothing(Instant now) => IsSending && now - LastSent > SwarmLimits.SilenceMax;

    /// <summary>It is gone, and all have parted from it: its last words are all that is needed of it.</summary>
    public void LetGo()
    {
        Haves.Clear();
        Requests.Clear();
    }

    /// <summary>All that this node counts of the connection; throws when a count is wrong.</summary>
    public void CheckInvariants()
    {
        Haves.CheckInvariants();
        Pipeline.CheckInvariants();
        Requests.CheckInvariants();
        Census.CheckInvariants();
        Inbox.CheckInvariants();
        bool isBoth = !Standing.Child.IsServed.And(Standing.Child.GivesWay).IsEmpty;
        Invariant.Holds(!isBoth, $"{this} gives way with no stripe that it is served with");
    }

    public override string ToString() => $"{Connection} {Remote}";
}

internal enum PeerPhase
{
    Handshake = 0,
    ExtensionHandshake,
    Open,
    Closed,
}
