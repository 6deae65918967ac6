using System.Buffers.Binary;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Node;

/// <summary>
/// Turns what a connection has sent into messages and takes each to where it belongs: the handshake first, then whole messages straight out
/// of the bytes that arrived; only the unfinished rest is copied and kept. Stops at the first broken rule.
/// </summary>
internal sealed class ConnectionReader
{
    private readonly Neighbours _neighbours;
    private readonly Neighbourhood _neighbourhood;
    private readonly LiveMessageHandler _messages;
    private readonly ReceiveRoom _room = new();

    public ConnectionReader(Neighbours neighbours, Neighbourhood neighbourhood, LiveMessageHandler messages)
    {
        _neighbours = neighbours;
        _neighbourhood = neighbourhood;
        _messages = messages;
    }

    /// <param name="bytes">Borrowed for the call; what is unfinished is kept.</param>
    /// <param name="isNews">False: nothing has changed but what is kept.</param>
    public ProtocolViolation Read(PeerSession peer, ReadOnlySpan<byte> bytes, out bool isNews, Instant now)
    {
        isNews = false;
        ProtocolViolation violation = FinishKept(peer, ref bytes, ref isNews, now);
        while (violation == ProtocolViolation.None && peer.Phase != PeerPhase.Closed && !bytes.IsEmpty)
        {
            ReadOutcome outcome = ReadOne(peer, bytes, out int length, ref violation, ref isNews, now);
            if (outcome == ReadOutcome.NeedMore) isNews |= Keep(peer, bytes, now);
            if (outcome != ReadOutcome.Complete) break;
            bytes = bytes[length..];
        }

        return violation;
    }

    public void CheckInvariants() => _room.CheckInvariants(_neighbours.All.Sum(peer => (long)peer.Inbox.HeldBytes));

    /// <summary>
    /// What is kept is a part of one message, and gets the rest of that and no more. Once its kind and length are known it is not looked at
    /// again until it is whole.
    /// </summary>
    private ProtocolViolation FinishKept(PeerSession peer, ref ReadOnlySpan<byte> bytes, ref bool isNews, Instant now)
    {
        var violation = ProtocolViolation.None;
        while (violation == ProtocolViolation.None && !peer.Inbox.IsEmpty && !bytes.IsEmpty)
        {
            bool isKnown = peer.Phase != PeerPhase.Handshake && peer.Inbox.Count >= MessageReader.HeadBytes;
            int end = KeptEnd(peer);
            int some = Math.Min(bytes.Length, end - peer.Inbox.Count);
            isNews |= Keep(peer, bytes[..some], now);
            bytes = bytes[some..];
            if (peer.Inbox.IsEmpty || (isKnown && peer.Inbox.Count < end)) break;
            ReadOutcome outcome = ReadOne(peer, peer.Inbox.Whole(), out _, ref violation, ref isNews, now);
            if (outcome == ReadOutcome.Complete) peer.Inbox.Clear();
        }

        return violation;
    }

    /// <summary>Where the kept message ends, or where more will be known of that.</summary>
    private static int KeptEnd(PeerSession peer)
    {
        if (peer.Phase == PeerPhase.Handshake) return Handshake.Bytes;
        if (peer.Inbox.Count < MessageReader.LengthBytes) return MessageReader.LengthBytes;
        // Not too long, or it would have been refused.
        int end = MessageReader.LengthBytes + (int)BinaryPrimitives.ReadUInt32BigEndian(peer.Inbox.Head);
        return peer.Inbox.Count < MessageReader.HeadBytes ? Math.Min(end, MessageReader.HeadBytes) : end;
    }

    /// <summary>
    /// Without room, who has not shaken hands yet, then who has left a message unfinished for longest, is the one that does not mean to.
    /// </summary>
    /// <returns>Somebody's connection was given up for it.</returns>
    private bool Keep(PeerSession peer, ReadOnlySpan<byte> bytes, Instant now)
    {
        bool isAnybodyGone = false;
        while (peer.Phase != PeerPhase.Closed)
        {
            bytes = bytes[peer.Inbox.Append(bytes, _room, now)..];
            if (bytes.IsEmpty) break;
            PeerSession slowest = peer;
            foreach (PeerSession other in _neighbours.All)
            {
                bool isWorse = (other.IsOpen, other.Inbox.Since).CompareTo((slowest.IsOpen, slowest.Inbox.Since)) < 0;
                if (other.Inbox.HeldBytes > ReceiveRoom.PartBytes && isWorse) slowest = other;
            }

            _neighbourhood.Close(slowest, CloseReason.Unfinished, now);
            isAnybodyGone = true;
        }

        return isAnybodyGone;
    }

    private ReadOutcome ReadOne(
        PeerSession peer, ReadOnlySpan<byte> bytes, out int length, ref ProtocolViolation violation, ref bool isNews, Instant now)
    {
        ReadOutcome outcome;
        if (peer.Phase == PeerPhase.Handshake)
        {
            outcome = Handshake.TryRead(bytes, out Handshake handshake, out violation);
            length = Handshake.Bytes;
            isNews |= outcome == ReadOutcome.Complete;
            if (outcome == ReadOutcome.Complete) violation = _neighbourhood.HandleHandshake(peer, handshake, now);
            return outcome;
        }

        outcome = MessageReader.TryRead(bytes, out WireMessage message, out length, out violation);
        if (outcome == ReadOutcome.Complete && message.Kind is not (WireMessageKind.KeepAlive or WireMessageKind.Ignored))
        {
            isNews = true;
            violation = Dispatch(peer, message, now);
        }

        return outcome;
    }

    private ProtocolViolation Dispatch(PeerSession peer, WireMessage message, Instant now) => message.Kind switch
    {
        WireMessageKind.ExtensionHandshake => _neighbourhood.HandleExtensionHandshake(peer, message.Body, now),
        WireMessageKind.PeerExchange when peer.IsOpen => _neighbourhood.Gossip.HandlePeers(peer, message.Body, isPeerExchange: true, now),
        WireMessageKind.Live when peer.IsLive => _messages.Handle(peer, message.Live, message.Body, now),
        _ => ProtocolViolation.None,
    };
}
