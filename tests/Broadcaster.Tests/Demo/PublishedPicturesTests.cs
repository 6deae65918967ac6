using ScreenShare.Broadcaster.Demo;

namespace ScreenShare.Broadcaster.Tests.Demo;

public class PublishedPicturesTests
{
    private readonly PublishedPictures _published = new();

    public PublishedPicturesTests()
    {
        for (uint frame = 1; frame <= 10; frame++) _published.Add(frame, $"digest {frame}", TimeSpan.FromSeconds(frame));
    }

    [Fact]
    public void Pictures_count_from_joining_on_each_once_and_heartbeats_do_not()
    {
        PicturesSeen seen = _published.SeenBy([Right(3), Right(5), Right(5), new ShownPicture(99, "heartbeat")], since: 4);

        Assert.Equal((6, 1, 0), (seen.Published, seen.Shown, seen.Wrong));
    }

    [Fact]
    public void A_picture_that_is_not_the_broadcasters_is_wrong_also_before_joining() =>
        Assert.Equal(1, _published.SeenBy([new ShownPicture(3, "another"), Right(6)], since: 4).Wrong);

    [Theory]
    [InlineData(new uint[] { 5, 6, 7, 8, 9, 10 }, 1)]
    [InlineData(new uint[] { 5, 9, 10 }, 4)] // in the middle
    [InlineData(new uint[] { 5 }, 5)] // to the end
    [InlineData(new uint[] { 8, 9, 10 }, 3)] // from joining, at frame 5's time
    [InlineData(new uint[] { }, 5)]
    public void Standing_still_is_the_longest_time_in_which_others_were_published(uint[] shown, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), _published.SeenBy([.. shown.Select(Right)], since: 4).StoodStill);

    [Fact]
    public void Whoever_joins_after_the_last_picture_has_missed_none() =>
        Assert.Equal(new PicturesSeen(0, 0, 0, TimeSpan.Zero), _published.SeenBy([Right(10)], since: 10));

    private static ShownPicture Right(uint frame) => new(frame, $"digest {frame}");
}
