using System.Buffers.Binary;
using System.Diagnostics;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Wire;

/// <summary>BitTorrent's compact form of an address: 4 or 16 bytes of IP and 2 of port (BEP 11, BEP 23).</summary>
internal static class CompactAddress
{
    public const int IPv4Bytes = 6;
    public const int IPv6Bytes = 18;

    /// <param name="source">Exactly <see cref="IPv4Bytes"/> or <see cref="IPv6Bytes"/>, which decides the family.</param>
    public static PeerAddress Read(ReadOnlySpan<byte> source)
    {
        Debug.Assert(source.Length is IPv4Bytes or IPv6Bytes);
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(source[^2..]);
        return source.Length == IPv4Bytes
            ? PeerAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(source), port)
            : new PeerAddress(BinaryPrimitives.ReadUInt128BigEndian(source), port);
    }

    public static int LengthOf(PeerAddress address) => address.IsIPv4 ? IPv4Bytes : IPv6Bytes;

    /// <returns>How many bytes were written: <see cref="LengthOf"/>.</returns>
    public static int Write(PeerAddress address, Span<byte> destination)
    {
        int length = LengthOf(address);
        if (address.IsIPv4) BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)address.Ip);
        else BinaryPrimitives.WriteUInt128BigEndian(destination, address.Ip);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(length - 2)..], address.Port);
        return length;
    }
}
