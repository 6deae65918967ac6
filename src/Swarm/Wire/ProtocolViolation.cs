namespace ScreenShare.Swarm.Wire;

/// <summary>
/// The rule of the protocol a peer has broken. A reader only names it; the peer session alone decides its price.
/// </summary>
public enum ProtocolViolation
{
    None = 0,

    // Transport and extension protocol
    NotBitTorrent,
    WrongInfohash,
    NoExtensionProtocol,
    MessageTooLong,
    UnknownMessage,
    WrongMessageLength,
    ExtensionHandshakeTooLong,
    MalformedExtensionHandshake,
    WrongPublicKey,
    MalformedPeerExchange,

    // Live messages
    MalformedLiveMessage,
    TooManyRequests,
    UnrequestedPiece,
    WrongChunkHash,

    // Signed content
    MalformedManifest,
    BadSignature,
    MalformedIndex,
}
