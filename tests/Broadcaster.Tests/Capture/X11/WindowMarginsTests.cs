using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

public sealed class WindowMarginsTests
{
    [Theory]
    [InlineData(26, 27, 23, 29, 26, 23, 147, 98)]
    [InlineData(0, 0, 0, 0, 0, 0, 200, 150)]
    [InlineData(199, 0, 149, 0, 199, 149, 1, 1)] // one pixel is left
    [InlineData(100, 100, 0, 0, 0, 0, 200, 150)] // nothing is
    [InlineData(0, 0, 75, 76, 0, 0, 200, 150)]
    [InlineData(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, 0, 0, 200, 150)]
    [InlineData(uint.MaxValue, 1, 0, 0, 0, 0, 200, 150)]
    public void What_is_left_is_shown_and_margins_that_leave_nothing_are_none(
        uint left, uint right, uint top, uint bottom, int x, int y, int width, int height) =>
        Assert.Equal(new Area(x, y, width, height), new WindowMargins(left, right, top, bottom).Within(200, 150));
}
