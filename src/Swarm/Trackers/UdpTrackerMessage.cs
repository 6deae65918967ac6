using System.Buffers.Binary;
using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Trackers;

/// <summary>The datagrams of a UDP tracker (BEP 15): a connection id first, which proves our address, then an announcement.</summary>
public static class UdpTrackerMessage
{
    public const int ConnectBytes = 16;
    public const int AnnounceBytes = 98;

    /// <summary>An answer of 20 bytes and as many peers as one datagram carries.</summary>
    public const int AnswerBytesMax = 1500;

    private const ulong ProtocolId = 0x0000_0417_2710_1980;
    private const uint ActionConnect = 0;
    private const uint ActionAnnounce = 1;
    private const uint ActionError = 3;
    private const int AnswerHeaderBytes = 20;
    private const int FailureBytesMax = 200;

    public static void WriteConnect(Span<byte> destination, uint transaction)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, ProtocolId);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ActionConnect);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], transaction);
    }

    /// <returns>False when it is no answer to that connection, or a refusal.</returns>
    public static bool TryReadConnected(ReadOnlySpan<byte> datagram, uint transaction, out ulong connection)
    {
        connection = 0;
        if (datagram.Length < ConnectBytes || !IsAnswer(datagram, ActionConnect, transaction)) return false;
        connection = BinaryPrimitives.ReadUInt64BigEndian(datagram[8..]);
        return true;
    }

    public static void WriteAnnounce(Span<byte> destination, ulong connection, uint transaction, TrackerAnnounce announce)
    {
        ArgumentNullException.ThrowIfNull(announce);
        destination[..AnnounceBytes].Clear(); // downloaded, left, uploaded, and the address that the tracker sees
        BinaryPrimitives.WriteUInt64BigEndian(destination, connection);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ActionAnnounce);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], transaction);
        announce.Infohash.Write(destination[16..]);
        announce.PeerId.Write(destination[36..]);
        BinaryPrimitives.WriteInt64BigEndian(destination[64..], 1); // left: never complete
        BinaryPrimitives.WriteUInt32BigEndian(destination[80..], (uint)announce.Event);
        BinaryPrimitives.WriteUInt32BigEndian(destination[88..], announce.Key);
        BinaryPrimitives.WriteInt32BigEndian(destination[92..], announce.Wanted);
        BinaryPrimitives.WriteUInt16BigEndian(destination[96..], announce.Port);
    }

    /// <summary>An answer or a refusal; null when it is neither to this transaction.</summary>
    /// <param name="isIPv4">By which family it came: that of its peers (BEP 15).</param>
    public static TrackerAnswer? ReadAnnounced(ReadOnlySpan<byte> datagram, uint transaction, bool isIPv4)
    {
        if (datagram.Length >= 8 && IsAnswer(datagram, ActionError, transaction))
            return TrackerAnswer.Refused(Encoding.UTF8.GetString(datagram[8..Math.Min(datagram.Length, 8 + FailureBytesMax)]));
        if (datagram.Length < AnswerHeaderBytes || !IsAnswer(datagram, ActionAnnounce, transaction)) return null;
        int addressBytes = isIPv4 ? CompactAddress.IPv4Bytes : CompactAddress.IPv6Bytes;
        List<PeerAddress> peers = [];
        for (ReadOnlySpan<byte> rest = datagram[AnswerHeaderBytes..]; rest.Length >= addressBytes; rest = rest[addressBytes..])
        {
            PeerAddress peer = CompactAddress.Read(rest[..addressBytes]);
            if (peer.Port != 0 && peers.Count < TrackerAnswer.PeersMax) peers.Add(peer);
        }

        return TrackerAnswer.Of(BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]), minInterval: 0, peers);
    }

    private static bool IsAnswer(ReadOnlySpan<byte> datagram, uint action, uint transaction) =>
        BinaryPrimitives.ReadUInt32BigEndian(datagram) == action && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == transaction;
}
