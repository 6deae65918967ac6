using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Bencode;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// Writes the datagrams of the DHT (BEP 5, 32, 42, 43), keys in order. Each method returns how many bytes it wrote.
/// </summary>
internal static class KrpcWriter
{
    /// <summary>
    /// Of any datagram of ours. An answer is seven times its query at most, whoever the query claims to come from, and never in fragments.
    /// </summary>
    public const int DatagramBytesMax = 700;

    /// <summary>Of what a datagram is written into: more than ever written, and so than is sent.</summary>
    public const int BufferBytes = 1024;

    public const long MethodUnknown = 204;
    public const long ProtocolError = 203;

    /// <summary>Our four letters and digits among clients (BEP 5, <c>v</c>): SS and a version.</summary>
    private static ReadOnlySpan<byte> Version => "SS\0\x01"u8;

    public static int Query(Span<byte> destination, in KrpcQuery query, DhtId self, bool isReadOnly)
    {
        var writer = new BencodeWriter(destination);
        writer.BeginDictionary();
        writer.Bytes("a"u8);
        WriteArguments(ref writer, query, self);
        writer.Bytes("q"u8);
        writer.Bytes(NameOf(query.Method));
        if (isReadOnly)
        {
            writer.Bytes("ro"u8);
            writer.Integer(1);
        }

        Span<byte> transaction = stackalloc byte[KrpcQuery.TransactionBytes];
        query.WriteTransaction(transaction);
        End(ref writer, transaction, "q"u8);
        return writer.WrittenBytes;
    }

    /// <param name="nodes">Told in their own family's member; those of the other family are passed over.</param>
    /// <param name="nodes6">As <paramref name="nodes"/>.</param>
    /// <param name="values">As many as there is room for.</param>
    public static int Response(
        Span<byte> destination,
        scoped in KrpcMessage query,
        PeerAddress asker,
        DhtId self,
        ReadOnlySpan<DhtContact> nodes,
        ReadOnlySpan<DhtContact> nodes6,
        ReadOnlySpan<PeerAddress> values,
        ReadOnlySpan<byte> token)
    {
        var writer = new BencodeWriter(destination);
        writer.BeginDictionary();
        writer.Bytes("ip"u8);
        CompactAddress.Write(asker, writer.Bytes(CompactAddress.LengthOf(asker)));
        writer.Bytes("r"u8);
        writer.BeginDictionary();
        WriteId(ref writer, "id"u8, self);
        if (!nodes.IsEmpty) WriteNodes(ref writer, "nodes"u8, nodes, KrpcReader.NodeBytes);
        if (!nodes6.IsEmpty) WriteNodes(ref writer, "nodes6"u8, nodes6, KrpcReader.Node6Bytes);
        if (!token.IsEmpty)
        {
            writer.Bytes("token"u8);
            writer.Bytes(token);
        }

        if (!values.IsEmpty) WriteValues(ref writer, values, DatagramBytesMax - query.Transaction.Length);
        writer.End();
        End(ref writer, query.Transaction, "r"u8);
        return writer.WrittenBytes;
    }

    public static int Error(Span<byte> destination, scoped in KrpcMessage query, long code, ReadOnlySpan<byte> text)
    {
        var writer = new BencodeWriter(destination);
        writer.BeginDictionary();
        writer.Bytes("e"u8);
        writer.BeginList();
        writer.Integer(code);
        writer.Bytes(text);
        writer.End();
        End(ref writer, query.Transaction, "e"u8);
        return writer.WrittenBytes;
    }

    private static void End(ref BencodeWriter writer, scoped ReadOnlySpan<byte> transaction, ReadOnlySpan<byte> kind)
    {
        writer.Bytes("t"u8);
        writer.Bytes(transaction);
        writer.Bytes("v"u8);
        writer.Bytes(Version);
        writer.Bytes("y"u8);
        writer.Bytes(kind);
        writer.End();
    }

    private static void WriteArguments(ref BencodeWriter writer, in KrpcQuery query, DhtId self)
    {
        writer.BeginDictionary();
        WriteId(ref writer, "id"u8, self);
        if (query.Method == KrpcMethod.AnnouncePeer)
        {
            writer.Bytes("implied_port"u8);
            writer.Integer(0);
        }

        if (query.Method is KrpcMethod.GetPeers or KrpcMethod.AnnouncePeer) WriteId(ref writer, "info_hash"u8, query.Target);
        if (query.Method == KrpcMethod.AnnouncePeer)
        {
            writer.Bytes("port"u8);
            writer.Integer(query.Port);
        }

        if (query.Method == KrpcMethod.FindNode) WriteId(ref writer, "target"u8, query.Target);
        if (query.Method == KrpcMethod.AnnouncePeer)
        {
            writer.Bytes("token"u8);
            writer.Bytes(query.Token);
        }

        if (query.Method is KrpcMethod.FindNode or KrpcMethod.GetPeers)
        {
            writer.Bytes("want"u8);
            writer.BeginList();
            if (query.WantsIPv4) writer.Bytes("n4"u8);
            if (query.WantsIPv6) writer.Bytes("n6"u8);
            writer.End();
        }

        writer.End();
    }

    private static ReadOnlySpan<byte> NameOf(KrpcMethod method) => method switch
    {
        KrpcMethod.FindNode => "find_node"u8,
        KrpcMethod.GetPeers => "get_peers"u8,
        KrpcMethod.AnnouncePeer => "announce_peer"u8,
        _ => "ping"u8,
    };

    private static void WriteId(ref BencodeWriter writer, ReadOnlySpan<byte> key, DhtId id)
    {
        writer.Bytes(key);
        id.Write(writer.Bytes(DhtId.Bytes));
    }

    private static void WriteNodes(ref BencodeWriter writer, ReadOnlySpan<byte> key, ReadOnlySpan<DhtContact> nodes, int nodeBytes)
    {
        writer.Bytes(key);
        Span<byte> rest = writer.Bytes(nodes.Length * nodeBytes);
        foreach (DhtContact node in nodes)
        {
            node.Id.Write(rest);
            CompactAddress.Write(node.Address, rest[DhtId.Bytes..]);
            rest = rest[nodeBytes..];
        }
    }

    private static void WriteValues(ref BencodeWriter writer, ReadOnlySpan<PeerAddress> values, int endsBefore)
    {
        const int BehindBytes = 40; // the ends, t, v and y, without the transaction
        writer.Bytes("values"u8);
        writer.BeginList();
        foreach (PeerAddress value in values)
        {
            int bytes = CompactAddress.LengthOf(value);
            if (writer.WrittenBytes + bytes + "18:".Length + BehindBytes > endsBefore) break;
            CompactAddress.Write(value, writer.Bytes(bytes));
        }

        writer.End();
    }
}
