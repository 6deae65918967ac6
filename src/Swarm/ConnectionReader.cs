using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm;

/// <summary>
/// Turns what a connection has sent into messages and takes each to where it belongs: the handshake first, then whole messages straight out
/// of the bytes that arrived; only the unfinished rest is copied and kept. Stops at the first broken rule.
/// </summary>
internal sealed class ConnectionReader
{
    private readonly Neighbourhood _neighbourhood;
    private readonly LiveMessageHandler _messages;

    public ConnectionReader(Neighbourhood neighbourhood, LiveMessageHandler messages)
    {
        _neighbourhood = neighbourhood;
        _messages = messages;
    }

    /// <param name="bytes">Borrowed for the call; what is unfinished is kept.</param>
    /// <param name="consumed">Bytes of whole messages; 0: nothing has changed but what is kept.</param>
    public ProtocolViolation Read(PeerSession peer, ReadOnlySpan<byte> bytes, out int consumed, Instant now)
    {
        if (peer.Inbox.IsEmpty)
        {
            ProtocolViolation direct = ReadMessages(peer, bytes, out consumed, now);
            if (direct == ProtocolViolation.None && peer.Phase != PeerPhase.Closed && consumed < bytes.Length)
                peer.Inbox.Append(bytes[consumed..]);
            return direct;
        }

        peer.Inbox.Append(bytes);
        ProtocolViolation violation = ReadMessages(peer, peer.Inbox.Unread, out consumed, now);
        peer.Inbox.Consume(consumed);
        return violation;
    }

    private ProtocolViolation ReadMessages(PeerSession peer, ReadOnlySpan<byte> bytes, out int consumed, Instant now)
    {
        consumed = 0;
        var violation = ProtocolViolation.None;
        while (violation == ProtocolViolation.None && peer.Phase != PeerPhase.Closed)
        {
            ReadOutcome outcome = ReadOne(peer, bytes[consumed..], out int length, ref violation, now);
            if (outcome != ReadOutcome.Complete)
                break;
            consumed += length;
        }

        return violation;
    }

    private ReadOutcome ReadOne(PeerSession peer, ReadOnlySpan<byte> bytes, out int length, ref ProtocolViolation violation, Instant now)
    {
        ReadOutcome outcome;
        if (peer.Phase == PeerPhase.Handshake)
        {
            outcome = Handshake.TryRead(bytes, out Handshake handshake, out violation);
            length = Handshake.Bytes;
            if (outcome == ReadOutcome.Complete)
                violation = _neighbourhood.HandleHandshake(peer, handshake, now);
            return outcome;
        }

        outcome = MessageReader.TryRead(bytes, out WireMessage message, out length, out violation);
        if (outcome == ReadOutcome.Complete)
            violation = Dispatch(peer, message, now);
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
