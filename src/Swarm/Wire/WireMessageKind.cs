namespace ScreenShare.Swarm.Wire;

public enum WireMessageKind
{
    None = 0,

    KeepAlive,

    /// <summary>Well-formed and without meaning for us: classic BitTorrent, or a live message of a later version.</summary>
    Ignored,

    /// <summary>Read its body with <see cref="ExtensionHandshake.TryRead"/>.</summary>
    ExtensionHandshake,

    /// <summary>Read its body with <see cref="PeerExchangeMessage.TryRead"/>.</summary>
    PeerExchange,

    /// <summary>Read its body with the <c>TryRead</c> of the type that <see cref="WireMessage.Live"/> names.</summary>
    Live,
}
