using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Node;

public sealed class NodeCountersTests
{
    private const int Lost = 3 * SwarmLimits.DeliverersMax;

    [Fact]
    public void Of_many_gone_neighbours_those_that_delivered_most_are_named_and_nothing_is_lost_of_the_sum()
    {
        using var nodes = new BusyNodes();
        NodeStatistics before = nodes.Viewer.Counters.Snapshot(nodes.Viewer);

        for (int i = 1; i <= Lost; i++)
            nodes.Viewer.Counters.HandleLost(Peer(i, delivered: i % 2 == 0 ? i : 1_000_000 + i));

        NodeStatistics after = nodes.Viewer.Counters.Snapshot(nodes.Viewer);
        long sum = Enumerable.Range(1, Lost).Sum(i => i % 2 == 0 ? i : 1_000_000L + i);
        Assert.Equal(before.Delivered.Count + SwarmLimits.DeliverersMax, after.Delivered.Count);
        Assert.All(after.Delivered, delivered => Assert.True(delivered.Bytes > Lost));
        Assert.Equal(Sum(before) + sum, Sum(after));
    }

    private static long Sum(NodeStatistics statistics) =>
        statistics.Delivered.Sum(delivered => delivered.Bytes) + statistics.DeliveredByOthers;

    private static PeerSession Peer(int number, long delivered)
    {
        PeerAddress address = PeerAddress.FromIPv4(0x30000000u + (uint)number, 5000);
        return new PeerSession(new ConnectionId(number), address, ConnectionSide.Dialled, Instant.Zero) { PieceBytesReceived = delivered };
    }
}
