using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Tests.Identity;

public sealed class AddressScopesTests
{
    [Theory]
    [InlineData("0.0.0.0", "None")]
    [InlineData("0.1.2.3", "None")]
    [InlineData("1.0.0.1", "Global")]
    [InlineData("9.255.255.255", "Global")]
    [InlineData("10.0.0.1", "Private")]
    [InlineData("11.0.0.1", "Global")]
    [InlineData("100.63.255.255", "Global")]
    [InlineData("100.64.0.1", "Private")]
    [InlineData("100.128.0.1", "Global")]
    [InlineData("127.0.0.1", "Loopback")]
    [InlineData("127.255.255.254", "Loopback")]
    [InlineData("169.254.169.254", "None")]
    [InlineData("172.15.0.1", "Global")]
    [InlineData("172.16.0.1", "Private")]
    [InlineData("172.31.255.255", "Private")]
    [InlineData("172.32.0.1", "Global")]
    [InlineData("192.0.0.8", "None")]
    [InlineData("192.0.2.1", "Global")]
    [InlineData("192.168.1.1", "Private")]
    [InlineData("198.18.0.1", "Global")]
    [InlineData("198.51.100.7", "Global")]
    [InlineData("203.0.113.7", "Global")]
    [InlineData("223.255.255.255", "Global")]
    [InlineData("224.0.0.1", "None")]
    [InlineData("239.192.152.143", "None")]
    [InlineData("240.0.0.1", "None")]
    [InlineData("255.255.255.255", "None")]
    [InlineData("::ffff:127.0.0.1", "Loopback")]
    [InlineData("::ffff:10.0.0.1", "Private")]
    [InlineData("::", "None")]
    [InlineData("::1", "Loopback")]
    [InlineData("::2", "None")]
    [InlineData("::127.0.0.1", "None")]
    [InlineData("64:ff9b::7f00:1", "None")]
    [InlineData("2001:db8::1", "Global")]
    [InlineData("2a00:1450::1", "Global")]
    [InlineData("2001:0:1::1", "None")]
    [InlineData("2002:7f00:1::1", "None")]
    [InlineData("fc00::1", "Private")]
    [InlineData("fdff::1", "Private")]
    [InlineData("fe80::1", "None")]
    [InlineData("fec0::1", "None")]
    [InlineData("ff02::1", "None")]
    public void Each_address_has_the_scope_that_the_registries_give_it(string ip, string scope) =>
        Assert.Equal(scope, AddressScopes.Of(Address(ip)).ToString());

    [Theory]
    [InlineData("203.0.113.7", "198.51.100.1", 6881, true)]
    [InlineData("203.0.113.7", "198.51.100.1", 1024, true)]
    [InlineData("203.0.113.7", "198.51.100.1", 1023, false)]
    [InlineData("203.0.113.7", "198.51.100.1", 25, false)]
    [InlineData("203.0.113.7", "192.168.1.1", 8080, false)]
    [InlineData("203.0.113.7", "127.0.0.1", 6379, false)]
    [InlineData("203.0.113.7", "::1", 6379, false)]
    [InlineData("203.0.113.7", "fd00::1", 6881, false)]
    [InlineData("2001:db8::1", "10.1.2.3", 6881, false)]
    [InlineData("192.168.1.5", "192.168.1.1", 8080, true)]
    [InlineData("fd00::5", "192.168.1.1", 8080, true)]
    [InlineData("192.168.1.5", "127.0.0.1", 8080, false)]
    [InlineData("127.0.0.1", "127.0.0.9", 8080, true)]
    [InlineData("127.0.0.1", "192.168.1.5", 6881, true)]
    [InlineData("127.0.0.1", "224.0.0.1", 6881, false)]
    [InlineData("127.0.0.1", "169.254.169.254", 8080, false)]
    public void A_peer_names_only_what_it_has_any_business_to_name(string teller, string named, int port, bool may) =>
        Assert.Equal(may, AddressScopes.MayName(Address(teller), Address(named).WithPort((ushort)port)));

    [Fact]
    public void One_IPv4_address_is_a_host_and_so_is_an_IPv6_network_of_64_bits()
    {
        Assert.Equal(HostKey.Of(Address("192.0.2.1")), HostKey.Of(Address("192.0.2.1").WithPort(9)));
        Assert.NotEqual(HostKey.Of(Address("192.0.2.1")), HostKey.Of(Address("192.0.2.2")));
        Assert.Equal(HostKey.Of(Address("2001:db8:0:1::1")), HostKey.Of(Address("2001:db8:0:1:ffff::2")));
        Assert.NotEqual(HostKey.Of(Address("2001:db8:0:1::1")), HostKey.Of(Address("2001:db8:0:2::1")));
        Assert.NotEqual(HostKey.Of(Address("::1")), HostKey.Of(Address("127.0.0.1")));
    }

    private static PeerAddress Address(string ip) => PeerAddress.From(System.Net.IPAddress.Parse(ip), 6881);
}
