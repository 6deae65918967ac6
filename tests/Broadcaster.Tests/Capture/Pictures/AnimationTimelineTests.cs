using ScreenShare.Broadcaster.Capture.Pictures;

namespace ScreenShare.Broadcaster.Tests.Capture.Pictures;

public sealed class AnimationTimelineTests
{
    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    [Fact]
    public void A_still_picture_never_gives_way()
    {
        var still = new AnimationTimeline([TimeSpan.Zero], plays: 0);

        Assert.Equal((0, Never), still.At(TimeSpan.Zero));
        Assert.Equal((0, Never), still.At(TimeSpan.FromDays(30)));
    }

    [Fact]
    public void Each_frame_is_shown_as_long_as_the_file_says_and_for_ever_again()
    {
        var timeline = new AnimationTimeline([Ms(50), Ms(200)], plays: 0);

        Assert.Equal((0, Ms(50)), timeline.At(Ms(0)));
        Assert.Equal((0, Ms(50)), timeline.At(Ms(49)));
        Assert.Equal((1, Ms(250)), timeline.At(Ms(50)));
        Assert.Equal((0, Ms(300)), timeline.At(Ms(250)));
        Assert.Equal((1, Ms(250_000)), timeline.At(Ms(249_999)));
    }

    [Fact]
    public void After_the_last_time_the_last_frame_stays()
    {
        var twice = new AnimationTimeline([Ms(50), Ms(50)], plays: 2);

        Assert.Equal((1, Ms(100)), twice.At(Ms(99)));
        Assert.Equal((0, Ms(150)), twice.At(Ms(100)));
        Assert.Equal((1, Never), twice.At(Ms(150)));
        Assert.Equal((1, Never), twice.At(TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(10, 100)]
    [InlineData(20, 20)]
    public void A_delay_that_must_be_a_mistake_is_a_tenth_of_a_second(int said, int shown)
    {
        var timeline = new AnimationTimeline([Ms(said), Ms(said)], plays: 0);

        Assert.Equal((0, Ms(shown)), timeline.At(TimeSpan.Zero));
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
