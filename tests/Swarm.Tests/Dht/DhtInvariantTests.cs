using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Node;

namespace ScreenShare.Swarm.Tests.Dht;

/// <summary>Whatever a DHT node keeps twice: when one of both is wrong, its check finds it.</summary>
public sealed class DhtInvariantTests
{
    [Theory]
    [InlineData("_ipv4.Table.Good", Harm.Raised)]
    [InlineData("_ipv4.Table._byAddress", Harm.Emptied)]
    [InlineData("_ipv4.Table._hosts", Harm.Emptied)]
    [InlineData("_store.Count", Harm.Raised)]
    [InlineData("_store._perHost", Harm.Emptied)]
    [InlineData("_askers._order", Harm.Emptied)]
    public void A_wrong_count_is_found(string field, Harm harm)
    {
        DhtNode node = Busy();
        node.CheckInvariants();

        harm.Do(new PartPath(node, field));

        Assert.Throws<InvalidOperationException>(node.CheckInvariants);
    }

    /// <summary>One that knows others, has been asked, and keeps what was announced.</summary>
    private static DhtNode Busy()
    {
        var network = new DhtNetwork(seed: 5);
        DhtNetwork.Host[] hosts = [.. Enumerable.Range(0, 6).Select(network.Add)];
        foreach (DhtNetwork.Host host in hosts[1..]) network.Do(host, (node, now) => node.AddNode(hosts[0].Address, now));
        network.Run(TimeSpan.FromSeconds(5));
        network.Do(hosts[1], (node, now) => node.Search(new Infohash(1, 2, 3), announcePort: 4242, now));
        network.Run(TimeSpan.FromSeconds(5));
        return hosts[0].Node;
    }
}
