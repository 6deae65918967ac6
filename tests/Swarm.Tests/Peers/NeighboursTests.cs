using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers;

/// <summary>Which connections have something to send: known without looking at each of them.</summary>
public sealed class NeighboursTests
{
    private readonly Neighbours _neighbours = new();

    [Fact]
    public void Messages_go_out_in_the_order_in_which_connections_had_them()
    {
        PeerSession first = Connect(1);
        PeerSession second = Connect(2);
        second.Outbox.KeepAlive();
        first.Outbox.KeepAlive();
        second.Outbox.KeepAlive();
        Assert.Equal([second, first], TakeAll());
    }

    [Fact]
    public void What_is_written_during_a_batch_goes_out_after_it()
    {
        PeerSession peer = Connect(1);
        peer.IsSending = true;
        peer.Outbox.KeepAlive();
        Assert.Empty(TakeAll());
        _neighbours.HandleSent(peer.Connection);
        Assert.Equal([peer], TakeAll());
    }

    [Fact]
    public void Of_many_that_end_and_take_nothing_the_oldest_end_without_last_words()
    {
        for (int i = 1; i <= SwarmLimits.ClosingMax + 10; i++)
        {
            PeerSession peer = Connect(i);
            peer.Outbox.KeepAlive();
            peer.IsSending = true;
            _neighbours.StartClosing(peer);
        }

        for (int i = 1; i <= 10; i++)
        {
            Assert.True(_neighbours.TryTakeClose(out ConnectionId closed));
            Assert.Equal(i, closed.Value);
        }

        Assert.False(_neighbours.TryTakeClose(out _));
    }

    [Fact]
    public void Whose_outbox_was_emptied_meanwhile_has_nothing()
    {
        PeerSession peer = Connect(1);
        peer.Outbox.KeepAlive();
        peer.Outbox.Clear();
        Assert.Empty(TakeAll());
        peer.Outbox.KeepAlive();
        Assert.Equal([peer], TakeAll());
    }

    [Fact]
    public void Who_is_closed_is_not_sent_messages()
    {
        PeerSession peer = Connect(1);
        peer.Outbox.KeepAlive();
        peer.Phase = PeerPhase.Closed;
        Assert.Empty(TakeAll());
    }

    [Fact]
    public void Those_with_requests_are_known_until_they_are_served_or_gone()
    {
        PeerSession served = Connect(1);
        PeerSession gone = Connect(2);
        PeerSession waiting = Connect(3);
        Connect(4);
        foreach (PeerSession peer in new[] { served, gone, waiting })
        {
            Ask(peer, 0);
            Ask(peer, 1);
        }

        Assert.Equal([served, gone, waiting], _neighbours.WithRequests());
        served.Requests.Clear();
        gone.Phase = PeerPhase.Closed;
        Assert.Equal([waiting], _neighbours.WithRequests());
        Ask(served, 2);
        Assert.Equal([waiting, served], _neighbours.WithRequests());
    }

    [Fact]
    public void All_are_in_the_order_of_their_numbers()
    {
        Connect(3);
        Connect(1);
        Connect(2);
        _neighbours.Remove(new ConnectionId(1));
        Connect(4);
        Assert.Equal([2, 3, 4], _neighbours.All.Select(peer => peer.Connection.Value));
    }

    private static void Ask(PeerSession peer, ushort chunk) => peer.Requests.Ask(new UploadRequest(
        new ChunkId(new SessionTag(1), TrackId.Full, ChunkKind.Delta, FrameNumber.First, chunk), Instant.Zero));

    private List<PeerSession> TakeAll()
    {
        var taken = new List<PeerSession>();
        while (_neighbours.TakeWithMessages() is { } peer)
        {
            peer.Outbox.Clear();
            taken.Add(peer);
        }

        return taken;
    }

    private PeerSession Connect(int number)
    {
        PeerAddress address = PeerAddress.FromIPv4((uint)number, 1);
        var peer = new PeerSession(new ConnectionId(number), address, ConnectionSide.Dialled, Instant.Zero) { Phase = PeerPhase.Open };
        _neighbours.Add(peer);
        return peer;
    }
}
