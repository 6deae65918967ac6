namespace ScreenShare.Swarm.Identity;

/// <summary>Finds an address's scope by the registries of special addresses (RFC 6890), and says who may name what.</summary>
internal static class AddressScopes
{
    /// <summary>Below are services of the machine itself; no node listens there unless its own user asked for it.</summary>
    private const ushort UnprivilegedPort = 1024;

    public static AddressScope Of(PeerAddress address) =>
        address.IsIPv4 ? OfIPv4((uint)address.Ip) : OfIPv6(address.Ip);

    /// <summary>
    /// Whether <paramref name="named"/> is an address that a peer seen at <paramref name="teller"/> has any business to name. Whoever dials
    /// what it is told must not be made to knock on its own machine or network by a stranger from outside.
    /// </summary>
    public static bool MayName(PeerAddress teller, PeerAddress named)
    {
        if (named.Port < UnprivilegedPort) return false;
        return Of(named) switch
        {
            AddressScope.Global => true,
            AddressScope.Private => Of(teller) is AddressScope.Private or AddressScope.Loopback,
            AddressScope.Loopback => Of(teller) == AddressScope.Loopback,
            _ => false,
        };
    }

    private static AddressScope OfIPv4(uint ip) => ip switch
    {
        < 0x0100_0000 => AddressScope.None, // 0.0.0.0/8
        >= 0x0A00_0000 and < 0x0B00_0000 => AddressScope.Private, // 10.0.0.0/8
        >= 0x6440_0000 and < 0x6480_0000 => AddressScope.Private, // 100.64.0.0/10
        >= 0x7F00_0000 and < 0x8000_0000 => AddressScope.Loopback, // 127.0.0.0/8
        >= 0xA9FE_0000 and < 0xA9FF_0000 => AddressScope.None, // 169.254.0.0/16, where clouds answer for their machines
        >= 0xAC10_0000 and < 0xAC20_0000 => AddressScope.Private, // 172.16.0.0/12
        >= 0xC000_0000 and < 0xC000_0100 => AddressScope.None, // 192.0.0.0/24
        >= 0xC0A8_0000 and < 0xC0A9_0000 => AddressScope.Private, // 192.168.0.0/16
        >= 0xE000_0000 => AddressScope.None, // multicast, reserved, broadcast
        _ => AddressScope.Global,
    };

    private static AddressScope OfIPv6(UInt128 ip)
    {
        if (ip == UInt128.One) return AddressScope.Loopback;
        uint first = (uint)(ip >> 96);
        if (first >> 25 == 0xFC >> 1) return AddressScope.Private; // fc00::/7
        bool isTunnel = first >> 16 == 0x2002 || first == 0x2001_0000; // 6to4 and Teredo hold an IPv4 address of anybody's choice
        return first >> 29 == 1 && !isTunnel ? AddressScope.Global : AddressScope.None; // 2000::/3
    }
}
