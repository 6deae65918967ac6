namespace ScreenShare.Swarm.Wire;

/// <summary>Ids of messages (BEP 3, 5, 6, 10) and the extended ids under which we receive (wire protocol, sections 1 and 2).</summary>
public static class MessageIds
{
    /// <summary>The id of every extended message (BEP 10).</summary>
    public const byte Extended = 20;

    public const byte ExtensionHandshake = 0;

    /// <summary>What our extension handshake announces for <c>ss_live</c>.</summary>
    public const byte OurLive = 1;

    /// <summary>What our extension handshake announces for <c>ut_pex</c>.</summary>
    public const byte OurPeerExchange = 2;

    internal const byte Choke = 0;
    internal const byte Unchoke = 1;
    internal const byte Interested = 2;
    internal const byte NotInterested = 3;
    internal const byte Have = 4;
    internal const byte Bitfield = 5;
    internal const byte Request = 6;
    internal const byte Piece = 7;
    internal const byte Cancel = 8;
    internal const byte Port = 9;
    internal const byte SuggestPiece = 13;
    internal const byte HaveAll = 14;
    internal const byte HaveNone = 15;
    internal const byte RejectRequest = 16;
    internal const byte AllowedFast = 17;
}
