using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Wire;

/// <summary>
/// The length each message must have, judged from its ids alone and from as many of them as have arrived.
/// Lengths count what follows the length field.
/// </summary>
internal static class MessageLengths
{
    /// <summary>Of the dictionary, without the two ids before it.</summary>
    public const int ExtensionHandshakeBytesMax = 4096;

    /// <summary>
    /// Of the dictionary. Ours has at most 50 added and 50 dropped, under 2.5 KiB with IPv6; others send up to 100 of each family.
    /// </summary>
    public const int PeerExchangeBytesMax = 16 << 10;

    private const int BitfieldBytesMax = 128 << 10;

    // The block size of BitTorrent. Nobody is ever asked for one, so there is no reason to take longer ones.
    private const int BlockBytesMax = 16 << 10;

    /// <param name="arrived">What is there of the message, from its id on; possibly nothing, never more than the message.</param>
    /// <param name="length">The value of its length field.</param>
    public static ProtocolViolation Check(ReadOnlySpan<byte> arrived, int length)
    {
        if (arrived.IsEmpty) return ProtocolViolation.None;
        return arrived[0] == MessageIds.Extended ? CheckExtended(arrived, length) : CheckClassic(arrived[0], length);
    }

    private static ProtocolViolation CheckClassic(byte id, int length)
    {
        bool? right = id switch
        {
            MessageIds.Choke or MessageIds.Unchoke or MessageIds.Interested or MessageIds.NotInterested => length == 1,
            MessageIds.HaveAll or MessageIds.HaveNone => length == 1,
            MessageIds.Have or MessageIds.SuggestPiece or MessageIds.AllowedFast => length == 1 + 4,
            MessageIds.Request or MessageIds.Cancel or MessageIds.RejectRequest => length == 1 + 12,
            MessageIds.Port => length == 1 + 2,
            MessageIds.Bitfield => length <= 1 + BitfieldBytesMax,
            MessageIds.Piece => length is >= 1 + 8 and <= 1 + 8 + BlockBytesMax,
            _ => null,
        };
        return right switch
        {
            true => ProtocolViolation.None,
            false => ProtocolViolation.WrongMessageLength,
            null => ProtocolViolation.UnknownMessage,
        };
    }

    private static ProtocolViolation CheckExtended(ReadOnlySpan<byte> arrived, int length)
    {
        if (length < 2) return ProtocolViolation.WrongMessageLength;
        if (arrived.Length < 2) return ProtocolViolation.None;
        return arrived[1] switch
        {
            MessageIds.ExtensionHandshake when length > 2 + ExtensionHandshakeBytesMax => ProtocolViolation.ExtensionHandshakeTooLong,
            MessageIds.OurPeerExchange when length > 2 + PeerExchangeBytesMax => ProtocolViolation.MessageTooLong,
            MessageIds.ExtensionHandshake or MessageIds.OurPeerExchange => ProtocolViolation.None,
            MessageIds.OurLive => CheckLive(arrived, length),
            _ => ProtocolViolation.UnknownMessage,
        };
    }

    private static ProtocolViolation CheckLive(ReadOnlySpan<byte> arrived, int length)
    {
        if (length < 3) return ProtocolViolation.MalformedLiveMessage;
        if (arrived.Length < 3) return ProtocolViolation.None;
        return LiveMessageLengths.Allows((LiveMessageType)arrived[2], length - 3)
            ? ProtocolViolation.None
            : ProtocolViolation.MalformedLiveMessage;
    }
}
