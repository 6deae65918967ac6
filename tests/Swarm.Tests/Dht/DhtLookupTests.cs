using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Tests.Dht;

/// <summary>Whole networks of DHT nodes in virtual time.</summary>
public sealed class DhtLookupTests(ITestOutputHelper output)
{
    private static readonly Infohash Wanted = new(0x0123_4567_89ab_cdef, 0x0fed_cba9_8765_4321, 0x1357_9bdf);

    [Fact]
    public void A_peer_that_one_node_announces_is_found_by_another()
    {
        var network = new DhtNetwork(seed: 1);
        DhtNetwork.Host[] hosts = Join(network, 30, TimeSpan.FromMilliseconds(100));
        network.Do(hosts[3], (node, now) => node.Search(Wanted, 4242, now));
        network.Run(TimeSpan.FromSeconds(5));

        network.Do(hosts[20], (node, now) => node.Search(Wanted, announcePort: 0, now));
        network.Run(TimeSpan.FromSeconds(2));

        Assert.Contains(hosts[3].Address.WithPort(4242), hosts[20].Found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Among_a_thousand_nodes_of_which_a_third_died_nobody_looks_in_vain(int seed)
    {
        var network = new DhtNetwork(seed);
        DhtNetwork.Host[] hosts = Join(network, 1000, TimeSpan.FromMilliseconds(60));
        network.Run(TimeSpan.FromMinutes(2));
        var random = new Random(seed);
        Infohash[] wanted = [.. Enumerable.Range(0, 20).Select(_ => Draw(random))];
        foreach ((int i, Infohash infohash) in wanted.Index())
            network.Do(hosts[700 + i], (node, now) => node.Search(infohash, 4242, now));
        network.Run(TimeSpan.FromSeconds(10));
        foreach (DhtNetwork.Host host in hosts.Take(700).Where(_ => random.Next(1000) < 476)) network.Kill(host); // a third of all
        network.Run(TimeSpan.FromSeconds(1));

        DhtNetwork.Host[] searchers = [.. hosts.Skip(720).Take(250)];
        Instant[] begun = new Instant[searchers.Length];
        foreach ((int i, DhtNetwork.Host host) in searchers.Index())
        {
            begun[i] = network.Now;
            network.Do(host, (node, now) => node.Search(wanted[i % wanted.Length], announcePort: 0, now));
            network.Run(TimeSpan.FromMilliseconds(50));
        }

        network.Run(TimeSpan.FromSeconds(30));
        double[] took =
            [.. searchers.Index().Select(one => one.Item.FoundAt is { } at ? (at - begun[one.Index]).TotalSeconds : 99).Order()];
        output.WriteLine($"p50 {took[took.Length / 2]:F2} s, p99 {took[^3]:F2} s, longest {took[^1]:F2} s");
        Assert.All(took, seconds => Assert.True(seconds < 30, "somebody looked in vain"));
        Assert.True(took[^3] <= 3, $"p99 {took[^3]:F2} s");
        foreach (DhtNetwork.Host host in hosts.Where(host => !host.IsDead)) host.Node.CheckInvariants();
    }

    private static Infohash Draw(Random random)
    {
        var bytes = new byte[Infohash.Bytes];
        random.NextBytes(bytes);
        return Infohash.Read(bytes);
    }

    private static DhtNetwork.Host[] Join(DhtNetwork network, int count, TimeSpan apart)
    {
        var hosts = new DhtNetwork.Host[count];
        for (int i = 0; i < count; i++)
        {
            hosts[i] = network.Add(i);
            if (i > 0) network.Do(hosts[i], (node, now) => node.AddNode(hosts[0].Address, now));
            network.Run(apart);
        }

        network.Run(TimeSpan.FromSeconds(5));
        return hosts;
    }
}
