using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>
/// The star: each viewer asks the source and nobody else, and the source sends every viewer each round, or, to whom is behind by more than
/// one, the newest. A viewer that loses its connection dials again and goes on where it was.
/// </summary>
internal sealed class StarNode(ProtocolStage stage, HostId host) : PlainNode<StarLink>(stage, host)
{
    private static readonly TimeSpan DialAgainAfter = TimeSpan.FromMilliseconds(500);

    private int _published;
    private int _round; // a viewer's own place: the next chunk it lacks
    private int _chunk;

    public override void Start()
    {
        if (IsSource) Listen();
        else Dial(0);
    }

    public override void Publish(int round)
    {
        _published = round + 1;
        foreach (StarLink link in Links)
            SendNext(link);
    }

    protected override StarLink CreateLink(ConnectionId connection, ConnectionSide side) => new(connection, side);

    protected override void HandleConnected(StarLink link, PeerAddress remote)
    {
        if (link.Side == ConnectionSide.Dialled) Send(link, new PlainMessage(PlainKind.Join, _round, _chunk, 0));
    }

    protected override void HandleDialFailed(PeerAddress address) => WakeAt(Now + DialAgainAfter);

    protected override void HandleLost(StarLink link)
    {
        if (link.Side == ConnectionSide.Dialled) WakeAt(Now + DialAgainAfter);
    }

    protected override void HandleAlarm() => Dial(0);

    protected override void HandleMessage(StarLink link, PlainMessage message, ReadOnlySpan<byte> body)
    {
        if (message.Kind == PlainKind.Join)
        {
            (link.Round, link.Chunk, link.HasJoined) = (message.Round, message.Number, true);
            SendNext(link);
            return;
        }

        CountReceived(message.Length, isDuplicate: false);
        (_round, _chunk) = (message.Round, message.Number + 1);
        if (_chunk < Stage.Plan.ChunkCount) return;
        Stage.Arrivals.Arrived(ProtocolStage.ViewerOf(Host), _round, Now);
        (_round, _chunk) = (_round + 1, 0);
    }

    protected override void HandleSent(StarLink link) => SendNext(link);

    /// <summary>One chunk at a time: what the transport has can no longer be passed over.</summary>
    private void SendNext(StarLink link)
    {
        if (!link.HasJoined || link.Unsent > 0 || link.Round >= _published) return;
        if (link.Chunk == 0) link.Round = _published - 1;
        SendChunk(link, link.Round, link.Chunk++);
        if (link.Chunk == Stage.Plan.ChunkCount) (link.Round, link.Chunk) = (link.Round + 1, 0);
    }
}

/// <summary>At the source: what is sent next on this connection.</summary>
internal sealed class StarLink(ConnectionId connection, ConnectionSide side) : PlainLink(connection, side)
{
    public bool HasJoined { get; set; }

    public int Round { get; set; }

    public int Chunk { get; set; }
}
