using System.Buffers.Binary;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Wire;

/// <summary>
/// Cuts messages out of the bytes that follow the handshake (wire protocol, sections 1 to 4):
/// <code>
/// | length (4) | id (1) | body (length - 1) |
/// | length (4) | 20 (1) | extended id (1) | body (length - 2) |
/// | length (4) | 20 (1) | 1 (1) | live type (1) | body (length - 3) |
/// </code>
/// Limit before completeness before slice: a message that will be refused is refused as soon as the bytes that condemn it are
/// there, so nobody can make us buffer a mebibyte of nothing.
/// </summary>
public static class MessageReader
{
    public const int LengthBytes = 4;

    /// <summary>After so many a message is known, or refused.</summary>
    internal const int HeadBytes = LengthBytes + 3;

    /// <summary>
    /// Longest value of a length field. The longest honest message is the index of a key frame in which each of 16448 slots fills a
    /// chunk: 16448 × (3 + 32 + 1 for the chunk, 5 for the age) bytes, 659 KiB.
    /// </summary>
    public const int MessageBytesMax = 1 << 20;

    /// <param name="buffer">The unread bytes of the connection, borrowed for as long as <paramref name="message"/> is looked at.</param>
    /// <param name="consumed">How many bytes the message took; 0 unless the outcome is <see cref="ReadOutcome.Complete"/>.</param>
    public static ReadOutcome TryRead(
        ReadOnlySpan<byte> buffer, out WireMessage message, out int consumed, out ProtocolViolation violation)
    {
        message = default;
        consumed = 0;
        violation = ProtocolViolation.None;
        if (buffer.Length < LengthBytes) return ReadOutcome.NeedMore;

        uint announced = BinaryPrimitives.ReadUInt32BigEndian(buffer);
        if (announced > MessageBytesMax)
        {
            violation = ProtocolViolation.MessageTooLong;
            return ReadOutcome.Invalid;
        }

        int length = (int)announced;
        ReadOnlySpan<byte> arrived = buffer.Slice(LengthBytes, Math.Min(length, buffer.Length - LengthBytes));
        violation = MessageLengths.Check(arrived, length);
        if (violation != ProtocolViolation.None) return ReadOutcome.Invalid;
        if (arrived.Length < length) return ReadOutcome.NeedMore;

        message = Classify(arrived);
        consumed = LengthBytes + length;
        return ReadOutcome.Complete;
    }

    /// <summary>Ids and lengths have been checked: every extended message has its extended id, every live message its type.</summary>
    private static WireMessage Classify(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty) return new(WireMessageKind.KeepAlive);
        if (message[0] != MessageIds.Extended) return new(WireMessageKind.Ignored);
        return message[1] switch
        {
            MessageIds.ExtensionHandshake => new(WireMessageKind.ExtensionHandshake, message[2..]),
            MessageIds.OurPeerExchange => new(WireMessageKind.PeerExchange, message[2..]),
            _ => ClassifyLive((LiveMessageType)message[2], message[3..]),
        };
    }

    // Section 4: "An unknown type is ignored, so that later versions can add some."
    private static WireMessage ClassifyLive(LiveMessageType type, ReadOnlySpan<byte> body) =>
        LiveMessageLengths.IsKnown(type) ? new(WireMessageKind.Live, body, type) : new(WireMessageKind.Ignored);
}
