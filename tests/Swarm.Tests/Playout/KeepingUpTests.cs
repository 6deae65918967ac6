using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Tests.Playout;

/// <summary>A picture's column is half a second: <c>.</c> the frames were shown, <c>x</c> some were passed over, <c>X</c> the same
/// although the downlink could take the stream; the answer <c>f</c> is "follows".</summary>
public sealed class KeepingUpTests
{
    private readonly KeepingUp _keepingUp = new();
    private Instant _now = Instant.Zero;

    [Fact]
    public void Whoever_shows_every_frame_follows() => Expect(
        "..........",
        "ffffffffff");

    [Fact]
    public void A_gap_among_a_joiners_first_frames_says_nothing()
    {
        _keepingUp.HandlePassedOver(hasRoom: false, _now);
        _keepingUp.HandleFollowed(_now);
        _keepingUp.HandlePassedOver(hasRoom: false, _now);

        Assert.True(_keepingUp.Follows);
    }

    [Fact]
    public void Whoever_passed_frames_over_tries_again_when_it_has_shown_all_for_a_while() => Expect(
        "..xxxx............",
        "fffff--------fffff"); // four seconds: it had followed for less than a minute

    [Fact]
    public void Once_is_no_reason_and_twice_with_a_pause_between_is_not_either() => Expect(
        "..x......x......xxx.......xx",
        "ffffffffffffffffffffffffffff");

    [Fact]
    public void A_gap_during_the_trial_begins_it_anew() => Expect(
        "..xxxx.....x............",
        "fffff--------------fffff");

    [Fact]
    public void Where_there_is_room_others_are_given_more_time() => Expect(
        "..XXXXXXXX.......",
        "fffffffffffffffff");

    [Fact]
    public void But_not_for_ever() => Expect(
        "..XXXXXXXXXxx",
        "ffffffffff---");

    [Fact]
    public void Where_there_is_room_frames_are_passed_over_for_the_time_of_a_trial_at_most() => Expect(
        "..xxxxXXXXXXXXXXX..",
        "fffff---------fffff");

    [Fact]
    public void Each_failure_doubles_the_trial()
    {
        int[] trials = [Trial(), Trial(), Trial(), Trial(), Trial()];

        Assert.Equal([4, 8, 16, 32, 60], trials);
    }

    [Fact]
    public void After_more_than_a_minute_of_following_a_failure_is_the_first_again()
    {
        Trial();
        Trial();
        Pass(TimeSpan.FromSeconds(70));

        Assert.Equal(2, Trial());
    }

    /// <summary>
    /// Frames are shown for a second, then some are passed over for a while. Gives the seconds, rounded down, until it follows again.
    /// </summary>
    private int Trial()
    {
        Pass(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 4 && _keepingUp.Follows; i++, _now += TimeSpan.FromMilliseconds(500))
            _keepingUp.HandlePassedOver(hasRoom: false, _now);
        Assert.False(_keepingUp.Follows);
        Instant failed = _now;
        while (!_keepingUp.Follows)
            Pass(TimeSpan.FromMilliseconds(100));
        return (int)(_now - failed).TotalSeconds;
    }

    private void Pass(TimeSpan time)
    {
        for (Instant end = _now + time; _now < end; _now += TimeSpan.FromMilliseconds(50))
            _keepingUp.HandleFollowed(_now);
    }

    private void Expect(string happens, string follows)
    {
        string seen = "";
        foreach (char what in happens)
        {
            if (what != '.') _keepingUp.HandlePassedOver(hasRoom: what == 'X', _now);
            _keepingUp.HandleTick(hasRoom: what == 'X', _now);
            Pass(TimeSpan.FromMilliseconds(500));
            seen += _keepingUp.Follows ? 'f' : '-';
        }

        Assert.Equal(follows, seen);
    }
}
