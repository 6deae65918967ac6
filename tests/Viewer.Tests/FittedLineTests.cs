using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class FittedLineTests
{
    [Theory]
    [InlineData(100, "0:01:22  3 viewers  15.0 frames/s  upload 1.23 MB/s")]
    [InlineData(51, "0:01:22  3 viewers  15.0 frames/s  upload 1.23 MB/s")]
    [InlineData(50, "3 viewers  15.0 frames/s  upload 1.23 MB/s")]
    [InlineData(40, "3 viewers  upload 1.23 MB/s")]
    [InlineData(20, "3 viewers")]
    [InlineData(9, "3 viewers")]
    [InlineData(8, "")]
    [InlineData(0, "")]
    public void The_least_important_goes_first_and_no_unit_is_cut(int columns, string expected) =>
        Assert.Equal(expected, Status().Fit(columns));

    [Fact]
    public void At_every_width_only_whole_parts_stand_there()
    {
        string[] parts = Status().ToString().Split("  ");

        for (int columns = 0; columns < 60; columns++)
        {
            string line = Status().Fit(columns);
            Assert.True(line.Length <= columns);
            Assert.All(line.Split("  ", StringSplitOptions.RemoveEmptyEntries), part => Assert.Contains(part, parts));
        }
    }

    [Theory]
    [InlineData(36, "3 viewers, 1 behind, 1 joining  2 kB")]
    [InlineData(35, "3 viewers, 1 behind  2 kB")]
    [InlineData(24, "3 viewers  2 kB")]
    public void A_detail_stands_behind_a_comma_and_goes_before_what_it_is_of(int columns, string expected) => Assert.Equal(
        expected, new FittedLine().Add(4, "3 viewers").AddDetail(2, "1 behind").AddDetail(1, "1 joining").Add(3, "2 kB").Fit(columns));

    private static FittedLine Status() => new FittedLine()
        .Add(1, "0:01:22").Add(4, "3 viewers").Add(2, "15.0 frames/s").Add(3, "upload 1.23 MB/s").Add(9, "");
}
