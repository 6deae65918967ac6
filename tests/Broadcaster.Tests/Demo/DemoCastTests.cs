using ScreenShare.Broadcaster.Demo;

namespace ScreenShare.Broadcaster.Tests.Demo;

public class DemoCastTests
{
    [Fact]
    public void Five_viewers_play_every_part() => Assert.Equal(
        [ViewerPart.Watches, ViewerPart.Blocks, ViewerPart.Blocks, ViewerPart.Killed, ViewerPart.Late], DemoCast.Of(5));

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(2, 0, 0, 1)]
    [InlineData(3, 1, 0, 1)]
    [InlineData(4, 1, 1, 1)]
    [InlineData(12, 2, 1, 1)]
    public void Few_viewers_leave_parts_out_and_many_watch(int viewers, int blocking, int killed, int late)
    {
        IReadOnlyList<ViewerPart> parts = DemoCast.Of(viewers);

        Assert.Equal(ViewerPart.Watches, parts[0]);
        Assert.Equal(
            (viewers, blocking, killed, late),
            (parts.Count, CountOf(ViewerPart.Blocks), CountOf(ViewerPart.Killed), CountOf(ViewerPart.Late)));

        int CountOf(ViewerPart wanted) => parts.Count(part => part == wanted);
    }
}
