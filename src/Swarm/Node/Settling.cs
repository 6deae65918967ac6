using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Node;

/// <summary>After every input: greet who is new, take back what the lost had claimed, move on, ask and dial.</summary>
internal sealed class Settling(NodeParts parts, TimedWork timedWork)
{
    public void Settle(Instant now)
    {
        while (parts.Neighbourhood.TryTakeOpened(out PeerSession? opened))
            Greet(opened!, now); // taken, so there
        while (parts.Downloader.TryTakeLiar(out PeerSession? liar))
        {
            if (liar!.Phase != PeerPhase.Closed) Punish(liar, ProtocolViolation.WrongChunkHash, now); // taken, so there
        }

        while (parts.Neighbourhood.TryTakeLost(out (PeerSession Peer, CloseReason Reason) lost))
            PartFrom(lost.Peer, lost.Reason, now);
        parts.Stream.Advance(now);
        if (parts.Source is null) LookForManifests(now);
        parts.Requests.KeepsUp = parts.UsesStanding && !parts.DownloadLimit.IsSet && (parts.Stream.Playback?.Follows ?? true);
        parts.Requests.Chooses = parts.UsesStanding && !parts.Requests.KeepsUp && parts.Stream.Playback?.Chooses == true;
        parts.Downloader.Fill(now);
        parts.Standings.Tell(now);
        parts.Neighbourhood.Dial(now);
        if (!parts.Downloader.IsIdle || !parts.Announcer.IsIdle) timedWork.Hasten(now);
    }

    /// <summary>Ends the connection of one that broke a rule, and says so.</summary>
    public void Punish(PeerSession peer, ProtocolViolation violation, Instant now)
    {
        parts.Events.Enqueue(new NodeEvent.PeerDropped(peer.Remote, violation, IsBanned: peer.IsProven));
        parts.Neighbourhood.Punish(peer, violation, now);
    }

    private void LookForManifests(Instant now)
    {
        if (parts.Stream is not { Session: { } session, Playback: { } playback }) return;
        parts.Missing.Ask(session, playback, now);
        if (parts.Missing.IsHopeless(now)) playback.JumpToKeyFrame(now);
    }

    private void Greet(PeerSession peer, Instant now)
    {
        if (!peer.IsLive)
            return; // an ordinary BitTorrent client, or gone again
        parts.Standings.HandlePeerOpen();
        parts.Events.Enqueue(new NodeEvent.PeerJoined(peer.Remote, peer.Extension?.Client ?? ""));
        if (parts.Stream.Session is { } session)
        {
            if (session.Window.NewestFrame is { } newest) ManifestDelivery.To(peer, newest);
            if (parts.Source is null) parts.Announcer.EverythingTo(peer, session);
        }

        parts.Source?.HandlePeerOpen(peer, parts.Stream.Session, now);
    }

    private void PartFrom(PeerSession peer, CloseReason reason, Instant now)
    {
        parts.Uploader.HandleGone(peer.Connection);
        if (!peer.WasOpen) return; // it took a handshake and no part in anything
        parts.Counters.HandleLost(peer);
        parts.Standings.HandleLost(peer, now);
        parts.Downloader.HandleLost(peer);
        parts.Source?.HandlePeerClosed(peer);
        peer.LetGo();
        if (peer.Writer.LiveId != 0) parts.Events.Enqueue(new NodeEvent.PeerLost(peer.Remote, reason));
    }
}
