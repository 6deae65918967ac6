using ScreenShare.Broadcaster.Demo;

namespace ScreenShare.Broadcaster.Tests.Demo;

public class DemoVerdictTests
{
    private static readonly ViewerOutcome Good = new(
        Number: 1, ViewerPart.Watches, Finished: true, FramesPublishedMeanwhile: 100, FramesShown: 90, FramesSkipped: 10,
        StoodStillSeconds: 0.4, WrongPictures: 0,
        HasLastPicture: true, MedianDelayMs: 30, P95DelayMs: 60, BroadcasterBytes: 500, ViewerBytes: 800,
        BroadcasterBytesWhenBlocked: null);

    private static readonly ViewerOutcome GoodBlocker =
        Good with { Number = 2, Part = ViewerPart.Blocks, BroadcasterBytesWhenBlocked = 500 };

    private static readonly ViewerOutcome Killed = new(
        Number: 3, ViewerPart.Killed, Finished: false, FramesPublishedMeanwhile: 100, FramesShown: 40, FramesSkipped: 0,
        StoodStillSeconds: 8, WrongPictures: 0,
        HasLastPicture: false, MedianDelayMs: 30, P95DelayMs: 60, BroadcasterBytes: 500, ViewerBytes: 800,
        BroadcasterBytesWhenBlocked: null);

    private static readonly ViewerOutcome Late = Good with { Number = 4, Part = ViewerPart.Late };

    private static readonly DemoOutcome AllWell = new(
        Seconds: 15, FramesPublished: 100, PublishedBytes: 1000, UploadedPieceBytes: 2500, Copies: 2.5, ProcessorShare: 0.9,
        Interrupted: false,
        [Good, GoodBlocker, Killed]);

    [Fact]
    public void All_is_well_at_the_bounds_and_the_killed_one_owes_nothing() => Assert.Empty(DemoVerdict.BrokenConditions(AllWell));

    [Fact]
    public void More_than_two_and_a_half_copies_are_too_many() =>
        AssertBroken(AllWell with { Copies = 2.51 }, "The broadcaster uploaded 2.51 copies of the stream; at most 2.5 are allowed.");

    [Fact]
    public void An_interrupted_demo_proves_nothing_and_blames_nobody() =>
        AssertBroken(With(Good with { Finished = false }) with { Interrupted = true }, "The demo was interrupted before its end.");

    [Fact]
    public void Something_has_to_be_published() =>
        AssertBroken(AllWell with { FramesPublished = 0 }, "The broadcaster published no picture.");

    [Fact]
    public void A_viewer_shows_nine_of_ten_pictures() =>
        AssertBroken(With(Good with { FramesShown = 89 }), "Viewer 1 showed 89 of 100 pictures; 90 % are wanted.");

    [Fact]
    public void On_a_busy_machine_half_of_what_the_others_showed_is_enough()
    {
        DemoOutcome busy = Busy(Good with { FramesShown = 30 }, GoodBlocker with { FramesShown = 50 }, Late with { FramesShown = 60 });

        Assert.True(busy.MachineWasBusy);
        Assert.Empty(DemoVerdict.BrokenConditions(busy));
    }

    [Fact]
    public void A_viewer_that_falls_behind_the_others_fails_however_busy_the_machine_is() => AssertBroken(
        Busy(Good with { FramesShown = 44 }, GoodBlocker, Late), "Viewer 1 showed 44 of 100 pictures; 45 % are wanted.");

    [Fact]
    public void A_viewer_without_others_shows_something_at_least_however_busy_the_machine_is() => AssertBroken(
        Busy(Good with { FramesShown = 19 }), "Viewer 1 showed 19 of 100 pictures; 20 % are wanted.");

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public void A_viewer_that_stands_still_while_others_go_on_fails_however_busy_the_machine_is(double share) => AssertBroken(
        Busy(Good with { FramesShown = 95, StoodStillSeconds = 5 }, GoodBlocker, Late) with { ProcessorShare = share },
        "Viewer 1 stood still for 5.0 s while the others went on.");

    [Fact]
    public void Where_all_stand_still_on_a_busy_machine_the_machine_did() => Assert.Empty(DemoVerdict.BrokenConditions(Busy(
        Good with { StoodStillSeconds = 5 }, GoodBlocker with { StoodStillSeconds = 4 }, Late with { StoodStillSeconds = 6 })));

    [Fact]
    public void A_busy_machine_excuses_no_wrong_picture() => AssertBroken(
        Busy(Good with { WrongPictures = 1 }, GoodBlocker, Late), "Viewer 1 showed 1 pictures that are not the broadcaster's.");

    [Fact]
    public void A_viewer_that_never_joined_is_told_of() =>
        AssertBroken(With(Good with { FramesShown = 0, FramesPublishedMeanwhile = 0 }), "Viewer 1 never joined.");

    [Fact]
    public void A_survivor_ends_with_the_last_picture() =>
        AssertBroken(With(Good with { HasLastPicture = false }), "Viewer 1 ended with another picture than the broadcaster's last.");

    [Fact]
    public void A_survivor_sums_up() => AssertBroken(With(Good with { Finished = false }), "Viewer 1 did not live to sum up.");

    [Fact]
    public void Nobody_shows_a_picture_that_is_not_the_broadcasters_not_even_the_killed_one() =>
        AssertBroken(
            AllWell with { Viewers = [Good, Killed with { WrongPictures = 2 }] },
            "Viewer 3 showed 2 pictures that are not the broadcaster's.");

    [Fact]
    public void A_viewer_that_was_to_block_has_blocked() => AssertBroken(
        With(GoodBlocker with { BroadcasterBytesWhenBlocked = null }), "Viewer 2 never blocked the broadcaster: it knew no other viewer.");

    [Fact]
    public void After_blocking_not_a_byte_comes_from_the_broadcaster() => AssertBroken(
        With(GoodBlocker with { BroadcasterBytes = 501 }), "Viewer 2 received 1 bytes from the broadcaster after blocking it.");

    private static DemoOutcome Busy(params ViewerOutcome[] viewers) => AllWell with { ProcessorShare = 0.1, Viewers = viewers };

    private static DemoOutcome With(ViewerOutcome viewer) => AllWell with { Viewers = [viewer] };

    private static void AssertBroken(DemoOutcome outcome, string condition) =>
        Assert.Equal(condition, Assert.Single(DemoVerdict.BrokenConditions(outcome)));
}
