using System.Net;
using ScreenShare.Broadcaster.Startup;

namespace ScreenShare.Broadcaster.Tests.Startup;

public sealed class ReachableAddressesTests
{
    private static readonly NetworkCard Loopback = Card("lo", CardWiring.Inside, "127.0.0.1", "::1");
    private static readonly NetworkCard Lan = Card("eth0", CardWiring.Outside, "192.168.1.5", "2001:db8::5", "fe80::5");
    private static readonly NetworkCard Containers = Card("anything", CardWiring.Inside, "172.17.0.1", "fe80::42");
    private static readonly NetworkCard Vpn = Card("wg0", CardWiring.Tunnel, "10.8.0.2");
    private static readonly NetworkCard OwnWire = Card("eth1", CardWiring.Outside, "169.254.7.7", "fe80::7");

    [Fact]
    public void Interfaces_that_lead_outside_are_told_and_those_that_stay_on_the_machine_are_not() =>
        Assert.Equal(["192.168.1.5", "2001:db8::5"], Of([Loopback, Containers, Lan, OwnWire]));

    [Fact]
    public void A_tunnel_is_told_after_them_once_somebody_has_been_heard_by_it()
    {
        Assert.Equal(["192.168.1.5", "2001:db8::5"], Of([Vpn with { HasHeard = false }, Lan]));
        Assert.Equal(["192.168.1.5", "2001:db8::5", "10.8.0.2"], Of([Vpn, Lan]));
    }

    [Fact]
    public void What_is_left_out_otherwise_is_told_where_there_is_nothing_else()
    {
        Assert.Equal(["172.17.0.1", "10.8.0.2"], Of([Loopback, Containers, Vpn with { HasHeard = false }]));
        Assert.Equal(["169.254.7.7", "fe80::7"], Of([Loopback, OwnWire]));
        Assert.Equal(["172.17.0.1"], Of([OwnWire, Containers]));
        Assert.Empty(Of([Loopback]));
    }

    [Fact]
    public void In_a_container_the_default_routes_address_is_enough() => Assert.Empty(Of([Loopback, Containers], "172.17.0.1"));

    private static NetworkCard Card(string name, CardWiring wiring, params string[] addresses) =>
        new(name, wiring, HasHeard: true, [.. addresses.Select(IPAddress.Parse)]);

    private static IEnumerable<string> Of(NetworkCard[] cards, params string[] preferred) =>
        ReachableAddresses.Of(cards, [.. preferred.Select(IPAddress.Parse)]).Select(address => address.ToString());
}
