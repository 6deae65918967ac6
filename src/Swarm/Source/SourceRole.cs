using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Source;

/// <summary>
/// All that the broadcaster's node does and a viewer's does not: it publishes, gives first copies away, and keeps step with its uplink and
/// the swarm. A node has this role or has it not; nobody else asks which.
/// </summary>
internal sealed class SourceRole
{
    private readonly Neighbours _neighbours;
    private readonly Announcer _announcer;
    private readonly SourcePlace _place;
    private readonly SourceSpread _spread;
    private readonly FrameRoom _room;
    private readonly LaterSessions _later;

    public SourceRole(Neighbours neighbours, Announcer announcer, Uploader uploader, SourcePlace place, LaterSessions later)
    {
        _later = later;
        _neighbours = neighbours;
        _announcer = announcer;
        _place = place;
        _spread = new SourceSpread(neighbours, announcer, uploader, place);
        _room = new FrameRoom(neighbours, uploader);
    }

    /// <summary>Nothing new is spreading.</summary>
    public bool IsIdle => _spread.IsIdle;

    /// <summary>When another frame may be welcome without anything else happening.</summary>
    public Instant? NextTimeout(Instant now) => _room.NextTimeout(now);

    /// <summary>Why another frame would not go out soon.</summary>
    public FrameHold HoldsFrame(Instant now) => _room.HoldsFrame(_spread.IsSeedingFirst(now), now);

    /// <summary>At least whoever is connected watches, whatever the census says.</summary>
    public ViewerCount AtLeastNeighbours(ViewerCount count) => count with { Viewers = Math.Max(count.Viewers, _neighbours.CountLive()) };

    public void HandlePeerOpen(PeerSession peer, Session? session, Instant now) => _spread.HandlePeerOpen(peer, session, now);

    public void HandlePeerClosed(PeerSession peer)
    {
        _spread.HandlePeerClosed(peer);
        _room.HandlePeerClosed(peer);
    }

    public void HandleRequest(PeerSession peer, ChunkId chunk) => _spread.HandleRequest(peer, chunk);

    /// <summary>
    /// The source makes the broadcast and follows nobody, not even what the same key signed once; but it hears whom others follow.
    /// </summary>
    public ProtocolViolation HandleManifest(Session? session, PublicKey? key, ReadOnlySpan<byte> body) =>
        _later.HandleManifest(session?.Window.NewestFrame?.Manifest, key, body);

    /// <summary>A neighbour has said something of its standing; it may have been put off.</summary>
    public void HandleStanding(Instant now)
    {
        if (_place.TryTakeHeard()) _spread.HandleStanding(now);
    }

    /// <summary>A frame has been filed and can be served.</summary>
    public void HandlePublish(WindowFrame frame, bool isNewSession, Instant now)
    {
        if (isNewSession) _spread.HandleNewSession();
        if (frame.Delta is not null) _room.HandlePublish(frame.Delta.HeldBytes, isNewSession, now);
        _announcer.Manifest(frame, beginsSession: frame.Frame == FrameNumber.First);
        _spread.HandlePublish(frame, now);
    }

    public void HandleTick(Session session, Instant now)
    {
        _spread.HandleTick(session, now);
        _room.HandleTick(_spread.IsSeedingFirst(now), now);
    }

    public void CheckInvariants()
    {
        _spread.CheckInvariants();
        _room.CheckInvariants();
    }
}
