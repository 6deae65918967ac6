using System.Net;
using ScreenShare.Broadcaster.Startup;

namespace ScreenShare.Broadcaster.Tests.Startup;

public class LinkAddressesTests
{
    private static readonly IPAddress Lan = IPAddress.Parse("192.168.1.5");
    private static readonly IPAddress Bridge = IPAddress.Parse("172.17.0.1");
    private static readonly IPAddress Global = IPAddress.Parse("2001:db8::5");
    private static readonly IPAddress LinkLocal = IPAddress.Parse("fe80::1%2");

    private static readonly IPAddress[] Machine = [IPAddress.Loopback, IPAddress.IPv6Loopback, Bridge, LinkLocal, Lan, Global];

    [Fact]
    public void The_default_routes_come_first_and_each_address_once()
    {
        Assert.Equal(["192.168.1.5:7", "[2001:db8::5]:7", "172.17.0.1:7"], Choose([], bind: null, Machine, [Lan, Global]));
    }

    [Fact]
    public void What_the_person_named_comes_before_all_with_its_own_port_if_it_has_one()
    {
        Assert.Equal(
            ["home.example:7", "203.0.113.9:6881", "192.168.1.5:7", "172.17.0.1:7", "[2001:db8::5]:7"],
            Choose(["home.example", "203.0.113.9:6881"], bind: null, Machine, [Lan]));
    }

    [Fact]
    public void Naming_an_address_of_this_machine_only_moves_it_to_the_front()
    {
        Assert.Equal(["172.17.0.1:7", "192.168.1.5:7", "[2001:db8::5]:7"], Choose(["172.17.0.1"], bind: null, Machine, [Lan]));
    }

    [Fact]
    public void Bound_to_one_address_the_link_has_that_one() =>
        Assert.Equal(["127.0.0.1:7"], Choose([], IPAddress.Loopback, Machine, [Lan]));

    [Fact]
    public void Bound_to_all_of_IPv4_the_link_has_no_IPv6() =>
        Assert.Equal(["192.168.1.5:7", "172.17.0.1:7"], Choose([], IPAddress.Any, Machine, [Lan, Global]));

    [Fact]
    public void Loopback_stands_in_the_link_only_if_there_is_nothing_else() =>
        Assert.Equal(
            ["127.0.0.1:7"], Choose([], bind: null, [IPAddress.Loopback, IPAddress.IPv6Loopback, LinkLocal], [IPAddress.Loopback]));

    private static IEnumerable<string> Choose(string[] named, IPAddress? bind, IPAddress[] machine, IPAddress[] preferred) =>
        LinkAddresses.Choose([.. named.Select(Host)], bind, machine, preferred, port: 7).Select(endpoint => endpoint.ToString());

    private static AdvertisedHost Host(string text)
    {
        Assert.True(AdvertisedHost.TryParse(text, out AdvertisedHost host));
        return host;
    }
}
