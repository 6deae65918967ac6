using System.Buffers;
using System.Buffers.Binary;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire.Bencode;

namespace ScreenShare.Swarm.Wire;

/// <summary>Addresses told as other BitTorrent clients tell them (BEP 11; wire protocol, section 3).</summary>
public static class PeerExchangeMessage
{
    /// <summary>BEP 11: no more than 50 added peers in a message, IPv4 and IPv6 together, and no more than 50 dropped ones.</summary>
    public const int CountMax = 50;

    private const int HeaderBytes = MessageReader.LengthBytes + 2;

    // 100 addresses of 18 bytes, 50 flags, and keys and lengths under 100 bytes.
    private const int DictionaryBytesMax = 2048;

    /// <summary>Writes the whole message, length field included: the first <see cref="CountMax"/> of each list.</summary>
    /// <param name="peerExchangeId">What the peer announced for <c>ut_pex</c>.</param>
    public static void Write(
        IBufferWriter<byte> output, byte peerExchangeId, ReadOnlySpan<PeerAddress> added, ReadOnlySpan<PeerAddress> dropped)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfZero(peerExchangeId);
        added = added[..Math.Min(added.Length, CountMax)];
        dropped = dropped[..Math.Min(dropped.Length, CountMax)];
        Span<byte> message = output.GetSpan(HeaderBytes + DictionaryBytesMax);
        BencodeWriter writer = new(message[HeaderBytes..]);
        writer.BeginDictionary();
        WriteAddresses(ref writer, "added"u8, added, isIPv4: true);
        WriteFlags(ref writer, "added.f"u8, added, isIPv4: true);
        WriteAddresses(ref writer, "added6"u8, added, isIPv4: false);
        WriteFlags(ref writer, "added6.f"u8, added, isIPv4: false);
        WriteAddresses(ref writer, "dropped"u8, dropped, isIPv4: true);
        WriteAddresses(ref writer, "dropped6"u8, dropped, isIPv4: false);
        writer.End();
        BinaryPrimitives.WriteUInt32BigEndian(message, (uint)(2 + writer.WrittenBytes));
        message[4] = MessageIds.Extended;
        message[5] = peerExchangeId;
        output.Advance(HeaderBytes + writer.WrittenBytes);
    }

    /// <summary>
    /// Appends at most <see cref="CountMax"/> added peers to <paramref name="added"/>; port 0 is passed over, and so are flags and
    /// dropped peers, which nobody here acts on. False, a <see cref="ProtocolViolation.MalformedPeerExchange"/> with nothing
    /// appended, when the body is not one dictionary or a list of addresses is no whole number of them.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> body, List<PeerAddress> added)
    {
        ArgumentNullException.ThrowIfNull(added);
        int before = added.Count;
        if (body.Length <= MessageLengths.PeerExchangeBytesMax && TryReadDictionary(new BencodeReader(body), added, before + CountMax))
            return true;
        added.RemoveRange(before, added.Count - before);
        return false;
    }

    private static bool TryReadDictionary(BencodeReader reader, List<PeerAddress> added, int countMax)
    {
        if (!reader.TryEnterDictionary()) return false;
        while (!reader.TryLeave())
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> key)) return false;
            bool read = key.SequenceEqual("added"u8) ? TryReadAddresses(ref reader, CompactAddress.IPv4Bytes, added, countMax)
                : key.SequenceEqual("added6"u8) ? TryReadAddresses(ref reader, CompactAddress.IPv6Bytes, added, countMax)
                : reader.TrySkip();
            if (!read) return false;
        }

        return reader.IsAtEnd;
    }

    private static bool TryReadAddresses(ref BencodeReader reader, int addressBytes, List<PeerAddress> added, int countMax)
    {
        if (!reader.TryReadBytes(out ReadOnlySpan<byte> addresses) || addresses.Length % addressBytes != 0) return false;
        for (; !addresses.IsEmpty && added.Count < countMax; addresses = addresses[addressBytes..])
        {
            PeerAddress peer = CompactAddress.Read(addresses[..addressBytes]);
            if (peer.Port != 0) added.Add(peer);
        }

        return true;
    }

    private static void WriteAddresses(ref BencodeWriter writer, ReadOnlySpan<byte> key, ReadOnlySpan<PeerAddress> peers, bool isIPv4)
    {
        writer.Bytes(key);
        Span<byte> rest = writer.Bytes(Count(peers, isIPv4) * (isIPv4 ? CompactAddress.IPv4Bytes : CompactAddress.IPv6Bytes));
        foreach (PeerAddress peer in peers)
        {
            if (peer.IsIPv4 == isIPv4) rest = rest[CompactAddress.Write(peer, rest)..];
        }
    }

    // One byte of flags per peer (BEP 11). We claim nothing about others.
    private static void WriteFlags(ref BencodeWriter writer, ReadOnlySpan<byte> key, ReadOnlySpan<PeerAddress> peers, bool isIPv4)
    {
        writer.Bytes(key);
        writer.Bytes(Count(peers, isIPv4)).Clear();
    }

    private static int Count(ReadOnlySpan<PeerAddress> peers, bool isIPv4)
    {
        int count = 0;
        foreach (PeerAddress peer in peers)
            count += peer.IsIPv4 == isIPv4 ? 1 : 0;
        return count;
    }
}
