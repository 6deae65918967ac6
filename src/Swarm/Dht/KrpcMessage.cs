using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

internal enum KrpcKind
{
    None = 0,
    Query,
    Response,
    Error,
}

internal enum KrpcMethod
{
    /// <summary>One we do not know; answered with an error.</summary>
    Unknown = 0,
    Ping,
    FindNode,
    GetPeers,
    AnnouncePeer,
}

/// <summary>
/// One datagram of the DHT as read by <see cref="KrpcReader"/> (BEP 5, 32, 42, 43). What it did not have is null or empty. Borrows the
/// datagram.
/// </summary>
internal ref struct KrpcMessage
{
    public KrpcKind Kind;

    /// <summary>Chosen by whoever asked, 1 to <see cref="KrpcReader.TransactionBytesMax"/> bytes.</summary>
    public ReadOnlySpan<byte> Transaction;

    public KrpcMethod Method;

    /// <summary>The sender's; not null in queries and responses.</summary>
    public DhtId? Id;

    /// <summary>What is looked for: <c>target</c> or <c>info_hash</c>.</summary>
    public DhtId? Target;

    public ReadOnlySpan<byte> Token;

    /// <summary>Compact node infos, a whole number of them.</summary>
    public ReadOnlySpan<byte> Nodes;

    /// <inheritdoc cref="Nodes"/>
    public ReadOnlySpan<byte> Nodes6;

    /// <summary>0: none given.</summary>
    public ushort Port;

    /// <summary>The port is the one the datagram came from (BEP 5, <c>implied_port</c>).</summary>
    public bool ImpliesPort;

    /// <summary>Answers no queries itself (BEP 43).</summary>
    public bool IsReadOnly;

    /// <summary>Which nodes it asks for (BEP 32); neither: those of the family it came by.</summary>
    public bool WantsIPv4;

    /// <inheritdoc cref="WantsIPv4"/>
    public bool WantsIPv6;

    /// <summary>As whom the sender sees us (BEP 42).</summary>
    public PeerAddress? SeenAs;

    public long ErrorCode;
}
