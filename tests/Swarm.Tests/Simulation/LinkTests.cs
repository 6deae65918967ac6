using ScreenShare.Simulator.Network;

namespace ScreenShare.Swarm.Tests.Simulation;

public sealed class LinkTests
{
    private const int Megabyte = 1_000_000;

    [Theory]
    [InlineData(200_000)]
    [InlineData(1_234_567)]
    [InlineData(125_000_000)]
    public void An_uplink_keeps_its_rate_packet_headers_included(long bytesPerSecond)
    {
        var hosts = new TwoHosts(new HostLink { UpBytesPerSecond = bytesPerSecond }, TwoHosts.Unlimited);
        ConnectionId connection = hosts.Connect(hosts.Left, hosts.Right).Dialler;

        hosts.Network.Send(hosts.Left, connection, new byte[Megabyte]);
        hosts.RunFor(TimeSpan.FromSeconds(10));

        double expected = PacketSize.OnWire(Megabyte) / (double)bytesPerSecond;
        Assert.Equal(Megabyte, hosts.ReceivedBytes(hosts.Right));
        Assert.InRange((hosts.Log[^1].At - Instant.Zero).TotalSeconds, expected * 0.99, expected * 1.01);
    }

    [Fact]
    public void A_downlink_keeps_its_rate_over_all_that_send_to_it()
    {
        var hosts = new TwoHosts(TwoHosts.Unlimited, new HostLink { DownBytesPerSecond = Megabyte });
        HostId third = hosts.Add(TwoHosts.Unlimited);
        ConnectionId one = hosts.Connect(hosts.Left, hosts.Right).Dialler;
        ConnectionId other = hosts.Connect(third, hosts.Right).Dialler;

        hosts.Network.Send(hosts.Left, one, new byte[Megabyte]);
        hosts.Network.Send(third, other, new byte[Megabyte]);
        hosts.RunFor(TimeSpan.FromSeconds(10));

        double expected = 2.0 * PacketSize.OnWire(Megabyte) / Megabyte;
        Assert.Equal(2 * Megabyte, hosts.ReceivedBytes(hosts.Right));
        Assert.InRange((hosts.Log[^1].At - Instant.Zero).TotalSeconds, expected * 0.99, expected * 1.01);
    }

    [Fact]
    public void A_segment_passes_both_links_at_once_and_not_one_after_the_other()
    {
        var link = new HostLink { UpBytesPerSecond = Megabyte, DownBytesPerSecond = Megabyte };
        var hosts = new TwoHosts(link, link, new NetworkOptions { SegmentBytesMax = 100_000 });
        ConnectionId connection = hosts.Connect(hosts.Left, hosts.Right).Dialler;

        hosts.Network.Send(hosts.Left, connection, new byte[100_000]);
        hosts.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(PacketSize.OnWire(100_000) / 1000.0, (hosts.Log[^1].At - Instant.Zero).TotalMilliseconds, tolerance: 0.01);
    }

    [Fact]
    public void A_change_of_rate_counts_from_the_next_segment()
    {
        var hosts = new TwoHosts(new HostLink { UpBytesPerSecond = Megabyte }, TwoHosts.Unlimited);
        ConnectionId connection = hosts.Connect(hosts.Left, hosts.Right).Dialler;

        hosts.Network.Send(hosts.Left, connection, new byte[Megabyte]);
        hosts.RunFor(TimeSpan.FromSeconds(0.5));
        hosts.Network.SetLink(hosts.Left, new HostLink { UpBytesPerSecond = Megabyte / 10 });
        hosts.RunFor(TimeSpan.FromSeconds(1));

        double goodput = 0.5 * Megabyte * 1.1 * Megabyte / PacketSize.OnWire(Megabyte);
        Assert.InRange(hosts.ReceivedBytes(hosts.Right), (0.6 * goodput / 0.55) * 0.99, (0.6 * goodput / 0.55) * 1.01);
    }

    [Fact]
    public void Both_links_delays_add_up()
    {
        var hosts = new TwoHosts(
            new HostLink { Delay = TimeSpan.FromMilliseconds(30) }, new HostLink { Delay = TimeSpan.FromMilliseconds(12) });
        ConnectionId connection = hosts.Connect(hosts.Left, hosts.Right).Dialler;
        Instant sent = hosts.Network.Now;

        hosts.Network.Send(hosts.Left, connection, [1, 2, 3]);
        hosts.RunFor(100);

        Assert.Equal(42, (hosts.Log[^1].At - sent).TotalMilliseconds);
    }

    [Fact]
    public void Jitter_and_loss_delay_bytes_and_keep_their_order()
    {
        var rough = new HostLink
        {
            UpBytesPerSecond = Megabyte,
            Delay = TimeSpan.FromMilliseconds(10),
            Jitter = TimeSpan.FromMilliseconds(20),
            Loss = 0.05,
        };
        var hosts = new TwoHosts(rough, rough);
        ConnectionId connection = hosts.Connect(hosts.Left, hosts.Right).Dialler;
        var sent = new byte[200_000];
        new Random(5).NextBytes(sent);

        for (int i = 0; i < sent.Length; i += 10_000)
            hosts.Network.Send(hosts.Left, connection, sent.AsSpan(i, 10_000));
        hosts.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(sent, hosts.Received(hosts.Right));
        Assert.Equal(0, hosts.Network.OutstandingBatches);
    }

    [Fact]
    public void A_lost_packet_costs_one_round_trip_and_a_little()
    {
        var lossy = new HostLink { Delay = TimeSpan.FromMilliseconds(25), Loss = 0.999_999_9 };
        var hosts = new TwoHosts(lossy, new HostLink { Delay = TimeSpan.FromMilliseconds(25) });
        ConnectionId connection = hosts.Connect(hosts.Left, hosts.Right).Dialler;
        Instant sent = hosts.Network.Now;

        hosts.Network.Send(hosts.Left, connection, [1]);
        hosts.RunFor(1000);

        Assert.Equal(50 + 100 + 5, (hosts.Log[^1].At - sent).TotalMilliseconds);
    }

    [Fact]
    public void Two_connections_share_an_uplink_evenly_and_a_small_message_passes_a_large_one()
    {
        var hosts = new TwoHosts(new HostLink { UpBytesPerSecond = Megabyte }, TwoHosts.Unlimited);
        ConnectionId large = hosts.Connect(hosts.Left, hosts.Right).Dialler;
        (ConnectionId small, ConnectionId smallAtRight) = hosts.Connect(hosts.Left, hosts.Right);

        hosts.Network.Send(hosts.Left, large, new byte[Megabyte]);
        hosts.Network.Send(hosts.Left, small, new byte[100]);
        hosts.RunFor(3.3);
        Assert.Equal(100, hosts.ReceivedBytes(hosts.Right, smallAtRight)); // at most one packet of the other was ahead of it

        hosts.Network.Send(hosts.Left, small, new byte[Megabyte]);
        long before = hosts.ReceivedBytes(hosts.Right);
        hosts.RunFor(500);
        long ofSmall = hosts.ReceivedBytes(hosts.Right, smallAtRight) - 100;
        long ofBoth = hosts.ReceivedBytes(hosts.Right) - before;
        Assert.InRange(ofSmall, ofBoth * 0.49, ofBoth * 0.51);
    }

    [Fact]
    public void A_batch_is_sent_when_it_has_left_the_uplink_and_not_when_it_has_arrived()
    {
        var hosts = new TwoHosts(new HostLink { UpBytesPerSecond = Megabyte, Delay = TimeSpan.FromMilliseconds(40) }, TwoHosts.Unlimited);
        ConnectionId connection = hosts.Connect(hosts.Left, hosts.Right).Dialler;
        Instant begin = hosts.Network.Now;

        hosts.Network.Send(hosts.Left, connection, new byte[10_000]);
        hosts.RunFor(1000);

        Told sent = Assert.Single(hosts.Log, told => told.Kind == OccurrenceKind.Sent);
        Assert.Equal(10_000, sent.Number);
        Assert.Equal(PacketSize.OnWire(10_000) / 1000.0, (sent.At - begin).TotalMilliseconds, tolerance: 0.01);
    }
}
