using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Bencode;

namespace ScreenShare.Swarm.Dht;

/// <summary>Makes a message of a datagram, or nothing: whoever sends what cannot be read is not answered.</summary>
internal ref struct KrpcReader
{
    /// <summary>Others send 2 or 4. They go back in every answer and in error messages, so no more than needed.</summary>
    public const int TransactionBytesMax = 16;

    /// <summary>Ours have 8, libtorrent's 4, others' up to 20.</summary>
    public const int TokenBytesMax = 64;

    /// <summary>More than ever fits one answer that leaves whole; the rest is passed over.</summary>
    public const int ValuesMax = 128;

    /// <summary>As large as an unfragmented datagram on any usual link.</summary>
    public const int DatagramBytesMax = 1500;

    public const int NodeBytes = DhtId.Bytes + CompactAddress.IPv4Bytes;
    public const int Node6Bytes = DhtId.Bytes + CompactAddress.IPv6Bytes;

    private readonly List<PeerAddress> _values;
    private KrpcMessage _message;
    private bool _isResponse;

    private KrpcReader(List<PeerAddress> values) => _values = values;

    /// <param name="values">Is given the peers of an answer; what was in it is dropped.</param>
    /// <param name="message">Borrows <paramref name="datagram"/>.</param>
    public static bool TryRead(ReadOnlySpan<byte> datagram, List<PeerAddress> values, out KrpcMessage message)
    {
        values.Clear();
        var reader = new KrpcReader(values);
        bool read = datagram.Length <= DatagramBytesMax && reader.TryReadAll(new BencodeReader(datagram)) && reader.IsWhole();
        message = reader._message;
        return read;
    }

    private readonly bool IsWhole()
    {
        if (_message.Transaction.IsEmpty) return false;
        return _message.Kind switch
        {
            KrpcKind.Query => _message.Id is not null && HasWhatItAsks(),
            KrpcKind.Response => _isResponse && _message.Id is not null,
            KrpcKind.Error => true,
            _ => false,
        };
    }

    private readonly bool HasWhatItAsks() => _message.Method switch
    {
        KrpcMethod.FindNode or KrpcMethod.GetPeers => _message.Target is not null,
        KrpcMethod.AnnouncePeer => _message.Target is not null && !_message.Token.IsEmpty && (_message.ImpliesPort || _message.Port != 0),
        _ => true,
    };

    private bool TryReadAll(BencodeReader reader)
    {
        if (!reader.TryEnterDictionary()) return false;
        while (!reader.TryLeave())
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> key) || !TryReadMember(ref reader, key)) return false;
        }

        return reader.IsAtEnd;
    }

    private bool TryReadMember(ref BencodeReader reader, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("t"u8)) return TryReadShort(ref reader, TransactionBytesMax, out _message.Transaction);
        if (key.SequenceEqual("y"u8)) return TryReadKind(ref reader);
        if (key.SequenceEqual("q"u8)) return TryReadMethod(ref reader);
        if (key.SequenceEqual("ip"u8)) return TryReadSeenAs(ref reader);
        if (key.SequenceEqual("ro"u8)) return TryReadFlag(ref reader, out _message.IsReadOnly);
        if (key.SequenceEqual("e"u8)) return TryReadError(ref reader);
        if (key.SequenceEqual("r"u8)) _isResponse = true;
        else if (!key.SequenceEqual("a"u8)) return reader.TrySkip();
        return TryReadArguments(ref reader);
    }

    private bool TryReadArguments(ref BencodeReader reader)
    {
        if (!reader.TryEnterDictionary()) return false;
        while (!reader.TryLeave())
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> key) || !TryReadArgument(ref reader, key)) return false;
        }

        return true;
    }

    private bool TryReadArgument(ref BencodeReader reader, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("id"u8)) return TryReadId(ref reader, out _message.Id);
        if (key.SequenceEqual("target"u8) || key.SequenceEqual("info_hash"u8)) return TryReadId(ref reader, out _message.Target);
        if (key.SequenceEqual("token"u8)) return TryReadShort(ref reader, TokenBytesMax, out _message.Token);
        if (key.SequenceEqual("nodes"u8)) return TryReadNodes(ref reader, NodeBytes, out _message.Nodes);
        if (key.SequenceEqual("nodes6"u8)) return TryReadNodes(ref reader, Node6Bytes, out _message.Nodes6);
        if (key.SequenceEqual("values"u8)) return TryReadValues(ref reader);
        if (key.SequenceEqual("port"u8)) return TryReadPort(ref reader);
        if (key.SequenceEqual("implied_port"u8)) return TryReadFlag(ref reader, out _message.ImpliesPort);
        return key.SequenceEqual("want"u8) ? TryReadWant(ref reader) : reader.TrySkip();
    }

    private static bool TryReadShort(scoped ref BencodeReader reader, int bytesMax, out ReadOnlySpan<byte> bytes) =>
        reader.TryReadBytes(out bytes) && bytes.Length <= bytesMax;

    private bool TryReadKind(ref BencodeReader reader)
    {
        if (!reader.TryReadBytes(out ReadOnlySpan<byte> kind)) return false;
        _message.Kind = kind switch
        {
            [(byte)'q'] => KrpcKind.Query,
            [(byte)'r'] => KrpcKind.Response,
            [(byte)'e'] => KrpcKind.Error,
            _ => default,
        };
        return _message.Kind != KrpcKind.None;
    }

    private bool TryReadMethod(ref BencodeReader reader)
    {
        if (!reader.TryReadBytes(out ReadOnlySpan<byte> name)) return false;
        _message.Method = name.SequenceEqual("ping"u8) ? KrpcMethod.Ping
            : name.SequenceEqual("find_node"u8) ? KrpcMethod.FindNode
            : name.SequenceEqual("get_peers"u8) ? KrpcMethod.GetPeers
            : name.SequenceEqual("announce_peer"u8) ? KrpcMethod.AnnouncePeer
            : KrpcMethod.Unknown;
        return true;
    }

    private static bool TryReadId(scoped ref BencodeReader reader, out DhtId? id)
    {
        bool read = reader.TryReadBytes(out ReadOnlySpan<byte> bytes) && bytes.Length == DhtId.Bytes;
        id = read ? DhtId.Read(bytes) : null;
        return read;
    }

    private static bool TryReadNodes(scoped ref BencodeReader reader, int nodeBytes, out ReadOnlySpan<byte> nodes) =>
        reader.TryReadBytes(out nodes) && nodes.Length % nodeBytes == 0;

    /// <summary>Addresses of either length in one list (BEP 32); others are passed over, and so is port 0.</summary>
    private readonly bool TryReadValues(ref BencodeReader reader)
    {
        if (!reader.TryEnterList()) return false;
        while (!reader.TryLeave())
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> value)) return false;
            if (value.Length is not (CompactAddress.IPv4Bytes or CompactAddress.IPv6Bytes)) continue;
            PeerAddress peer = CompactAddress.Read(value);
            if (peer.Port != 0 && _values.Count < ValuesMax) _values.Add(peer);
        }

        return true;
    }

    /// <summary>What is no port is none, as with those that say 0 beside <c>implied_port</c>.</summary>
    private bool TryReadPort(ref BencodeReader reader)
    {
        if (!reader.TryReadInteger(out long port)) return false;
        _message.Port = port is > 0 and <= ushort.MaxValue ? (ushort)port : (ushort)0;
        return true;
    }

    private static bool TryReadFlag(scoped ref BencodeReader reader, out bool flag)
    {
        bool read = reader.TryReadInteger(out long value);
        flag = read && value != 0;
        return read;
    }

    private bool TryReadWant(ref BencodeReader reader)
    {
        if (!reader.TryEnterList()) return false;
        while (!reader.TryLeave())
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> family)) return false;
            _message.WantsIPv4 |= family.SequenceEqual("n4"u8);
            _message.WantsIPv6 |= family.SequenceEqual("n6"u8);
        }

        return true;
    }

    private bool TryReadSeenAs(ref BencodeReader reader)
    {
        if (!reader.TryReadBytes(out ReadOnlySpan<byte> address)) return false;
        if (address.Length is CompactAddress.IPv4Bytes or CompactAddress.IPv6Bytes) _message.SeenAs = CompactAddress.Read(address);
        return true; // some send four bytes, without a port: no harm
    }

    private bool TryReadError(ref BencodeReader reader)
    {
        if (!reader.TryEnterList() || !reader.TryReadInteger(out _message.ErrorCode)) return false;
        while (!reader.TryLeave())
        {
            if (!reader.TrySkip()) return false;
        }

        return true;
    }
}
