using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Source;

namespace ScreenShare.Swarm.Tests.Source;

/// <summary>What the source makes of a neighbour by what becomes of the chunks it is given.</summary>
public sealed class ReceiverTests
{
    private readonly PeerSession _peer = new(new ConnectionId(1), PeerAddress.FromIPv4(1, 1), ConnectionSide.Dialled, Instant.Zero);
    private readonly Receiver _receiver;
    private Instant _now = Instant.Zero;

    public ReceiverTests() => _receiver = new Receiver(_peer, isFollowing: true, Instant.Zero);

    [Fact]
    public void Who_keeps_what_it_is_given_is_passed_over_for_longer_each_time()
    {
        double[] times = [PassedOverFor(), PassedOverFor(), PassedOverFor(), PassedOverFor(), PassedOverFor(), PassedOverFor()];

        Assert.Equal([10, 20, 40, 80, 120, 120], times);
    }

    [Fact]
    public void A_chunk_now_and_then_that_did_not_spread_is_held_against_nobody()
    {
        for (int i = 0; i < 100; i++, _now += TimeSpan.FromSeconds(6))
        {
            Assert.True(_receiver.TakesOffers(_now));
            _receiver.HandleKept(_now);
        }
    }

    [Fact]
    public void One_that_spread_makes_up_for_those_that_did_not()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.True(_receiver.TakesOffers(_now));
            _receiver.HandleKept(_now);
            _receiver.HandleSpread(isKnownByWhom: true, _now);
        }
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)] // it takes less than others at a time, and in time
    [InlineData(false, true, true)] // all wait for the uplink
    public void Who_reads_too_slowly_for_what_it_is_given_is_passed_over(bool readsSlowly, bool isOverdue, bool takesOffers)
    {
        var chunk = new ChunkId(default, TrackId.Full, ChunkKind.Delta, FrameNumber.First, 0);
        _peer.Requests.Push(new UploadRequest(chunk, _now + SwarmLimits.DeltaDeadline));
        _peer.ReadsSlowly = readsSlowly;
        _now += isOverdue ? SwarmLimits.DeltaDeadline + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero;

        _receiver.CheckSlow(_now);

        Assert.Equal(takesOffers, _receiver.TakesOffers(_now));
    }

    [Fact]
    public void It_is_forgiven_where_nobody_else_is_better()
    {
        KeepUntilPassedOver();

        _receiver.Forgive(_now);

        Assert.True(_receiver.TakesOffers(_now));
    }

    private double PassedOverFor()
    {
        KeepUntilPassedOver();
        Instant from = _now;
        while (!_receiver.TakesOffers(_now))
            _now += TimeSpan.FromSeconds(1);
        return (_now - from).TotalSeconds;
    }

    private void KeepUntilPassedOver()
    {
        for (int i = 0; i < 10 && _receiver.TakesOffers(_now); i++)
            _receiver.HandleKept(_now);
        Assert.False(_receiver.TakesOffers(_now));
    }
}
