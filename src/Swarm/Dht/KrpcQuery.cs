using System.Buffers.Binary;

namespace ScreenShare.Swarm.Dht;

/// <summary>A query of ours.</summary>
internal readonly record struct KrpcQuery(KrpcMethod Method, ushort Transaction)
{
    public const int TransactionBytes = 2;

    /// <summary>Of find_node, get_peers and announce_peer.</summary>
    public DhtId Target { get; init; }

    /// <summary>Of announce_peer, as is <see cref="Token"/>.</summary>
    public ushort Port { get; init; }

    public byte[]? Token { get; init; }

    /// <summary>Which nodes are asked for (BEP 32).</summary>
    public bool WantsIPv4 { get; init; }

    /// <inheritdoc cref="WantsIPv4"/>
    public bool WantsIPv6 { get; init; }

    public void WriteTransaction(Span<byte> destination) => BinaryPrimitives.WriteUInt16BigEndian(destination, Transaction);
}
