using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// Where a peer listens: IP and advertised listening port (not the port a connection happens to come from).
/// IPv4 and IPv4-mapped IPv6 addresses are the same value. <c>default</c> is invalid.
/// </summary>
/// <param name="Ip">The 128 bits of the IPv6 form, IPv4 as <c>::ffff:a.b.c.d</c>.</param>
/// <param name="Port">0 when the peer does not listen or has not said yet.</param>
public readonly record struct PeerAddress(UInt128 Ip, ushort Port) : IComparable<PeerAddress>
{
    private static readonly UInt128 MappedPrefix = new(0, 0x0000_FFFF_0000_0000);

    public bool IsIPv4 => (Ip >> 32) == (MappedPrefix >> 32);

    public PeerAddress WithPort(ushort port) => this with { Port = port };

    public static PeerAddress FromIPv4(uint address, ushort port) => new(MappedPrefix | address, port);

    public static PeerAddress From(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        IPAddress wide = address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address;
        wide.TryWriteBytes(bytes, out _);
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes), checked((ushort)port));
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Ip);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    /// <summary>Reads <c>1.2.3.4:5</c>, <c>[::1]:5</c>; the port must be there and not 0.</summary>
    public static bool TryParse(string? text, out PeerAddress address)
    {
        address = default;
        if (!PeerEndpoint.TryParse(text, out PeerEndpoint endpoint) || endpoint.Address is not { } ip) return false;
        address = ip;
        return true;
    }

    public int CompareTo(PeerAddress other)
    {
        int byIp = Ip.CompareTo(other.Ip);
        return byIp != 0 ? byIp : Port.CompareTo(other.Port);
    }

    public override string ToString() => new IPEndPoint(ToIPAddress(), Port).ToString();
}
