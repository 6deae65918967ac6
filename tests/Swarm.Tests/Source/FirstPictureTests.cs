using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Tests.Trees;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Source;

/// <summary>While nobody has a picture frames wait for those that fetch the first, and for nobody who only seems to.</summary>
public sealed class FirstPictureTests
{
    private readonly Neighbours _neighbours = new();
    private readonly FrameRoom _room;

    public FirstPictureTests() =>
        _room = new FrameRoom(_neighbours, new Uploader(_neighbours, new ChunkStore(), limitBytesPerSecond: null, Instant.Zero));

    [Fact]
    public void It_is_the_first_while_somebody_takes_it_and_nobody_has_one()
    {
        Receiver newcomer = Joined(1), other = Joined(2);
        Assert.False(SourceSeeding.IsFirst([newcomer, other], At(0)));

        (newcomer.SeededAt, newcomer.HasSeedPlace) = (At(0), true);
        newcomer.Peer.Conduct.TookAt = At(1);

        Assert.True(SourceSeeding.IsFirst([newcomer, other], At(1.4)));
        Assert.False(SourceSeeding.IsFirst([newcomer, other], At(1.6))); // it takes nothing any more
    }

    [Fact]
    public void It_is_not_the_first_where_somebody_follows()
    {
        Receiver newcomer = Joined(1), viewer = Joined(2);
        (newcomer.SeededAt, newcomer.HasSeedPlace) = (At(0), true);
        Assert.True(SourceSeeding.IsFirst([newcomer, viewer], At(0.1)));

        viewer.Follow();

        Assert.False(SourceSeeding.IsFirst([newcomer, viewer], At(0.1)));
    }

    [Fact]
    public void It_is_not_fetched_by_one_that_has_given_up_its_place_or_has_had_it()
    {
        Receiver tooLong = Joined(1), fellBehind = Joined(2);
        (tooLong.SeededAt, tooLong.HasSeedPlace) = (At(0), false);
        (fellBehind.SeededAt, fellBehind.HasSeedPlace) = (null, true);

        Assert.False(SourceSeeding.IsFirst([tooLong, fellBehind], At(0.1)));
    }

    [Fact]
    public void A_frame_waits_for_it_and_for_two_seconds_at_most()
    {
        _room.HandlePublish(bytes: 500_000, isNewSession: true, At(0));

        Assert.Equal(FrameHold.Uplink, _room.HoldsFrame(isFirst: true, At(1.9)));
        Assert.Equal(FrameHold.None, _room.HoldsFrame(isFirst: true, At(2.1)));
        Assert.Equal(FrameHold.None, _room.HoldsFrame(isFirst: false, At(0.1)));
    }

    /// <summary>Those that could not follow meanwhile are no sign that viewers cannot pass on what is published.</summary>
    [Fact]
    public void While_frames_wait_for_it_nobody_is_too_slow_for_the_swarm()
    {
        _room.HandlePublish(bytes: 500_000, isNewSession: true, At(0));
        var joiners = Enumerable.Range(1, 3).Select(number => Joined(number).Peer).ToList();
        foreach (PeerSession joiner in joiners)
        {
            (joiner.Phase, joiner.Writer) = (PeerPhase.Open, new LiveMessageWriter(1));
            joiner.Says(said => said with { TakesOffers = true });
            _neighbours.Add(joiner);
        }

        _room.HandleTick(isFirst: true, At(0.05));
        joiners.ForEach(joiner => joiner.Says(said => said with { TakesOffers = false }));
        for (int tick = 2; tick < 50; tick++)
            _room.HandleTick(isFirst: tick < 38, At(tick * 0.05));
        _room.HandlePublish(bytes: 500_000, isNewSession: false, At(2.5));

        Assert.Equal(FrameHold.None, _room.HoldsFrame(isFirst: false, At(2.5)));
    }

    private static Instant At(double seconds) => Instant.Zero + TimeSpan.FromSeconds(seconds);

    private static Receiver Joined(int number)
    {
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Accepted, Instant.Zero);
        return new Receiver(peer, isFollowing: false, Instant.Zero);
    }
}
