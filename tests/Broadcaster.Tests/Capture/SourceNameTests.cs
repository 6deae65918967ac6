using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Tests.Capture;

public sealed class SourceNameTests
{
    [Fact]
    public void Known_names_are_understood()
    {
        Assert.Equal(new SourceName.Screen(), Parsed("screen"));
        Assert.Equal(new SourceName.Test(new PictureSize(1280, 720)), Parsed("test"));
        Assert.Equal(new SourceName.Test(new PictureSize(64, 48)), Parsed("test:64x48"));
        Assert.Equal(new SourceName.Raw(new PictureSize(1, 8192)), Parsed("raw:1x8192"));
        Assert.Equal(new SourceName.OneMonitor(2), Parsed("screen:2"));
        Assert.Equal(new SourceName.Window("Notes: draft"), Parsed("window:Notes: draft"));
        Assert.Equal(new SourceName.Region(new Area(0, 50, 640, 480)), Parsed("region:0,50,640x480"));
        Assert.Equal(new SourceName.NamedFile("a:b.mkv"), Parsed("file:a:b.mkv"));
    }

    [Theory]
    [InlineData("screen")]
    [InlineData("test:1280x720")]
    [InlineData("raw:640x480")]
    [InlineData("screen:1")]
    [InlineData("window:0x1a2b")]
    [InlineData("region:100,50,1280x720")]
    [InlineData("file:talk.mp4")]
    public void A_name_is_written_as_it_is_read(string text) => Assert.Equal(text, Parsed(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("raw")]
    [InlineData("Screen")]
    [InlineData("window")]
    [InlineData("window:")]
    [InlineData("file:")]
    [InlineData("camera")]
    public void An_unknown_name_is_answered_with_the_known_ones(string text)
    {
        Assert.False(SourceName.TryParse(text, out _, out string? error));
        Assert.Equal(
            $"'{text}' is not a source; known are screen, screen:N (a monitor), window:TITLE (or its number), region:X,Y,WIDTHxHEIGHT, "
            + "file:PATH (a video or a picture), test, test:WIDTHxHEIGHT, raw:WIDTHxHEIGHT (BGRA frames on standard input)",
            error);
    }

    [Theory]
    [InlineData("screen:0", "is no monitor's number")]
    [InlineData("screen:100", "is no monitor's number")]
    [InlineData("screen:", "is no monitor's number")]
    [InlineData("region", "is not a region")]
    [InlineData("region:1,2", "is not a region")]
    [InlineData("region:-1,2,3x4", "is not a region")]
    [InlineData("region:1,2,0x4", "is not a region")]
    [InlineData("region:1,2,3x4,5", "is not a region")]
    public void What_cannot_be_read_is_named(string text, string complaint)
    {
        Assert.False(SourceName.TryParse(text, out _, out string? error));
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test:")]
    [InlineData("test:640")]
    [InlineData("test:0x480")]
    [InlineData("raw:8193x480")]
    [InlineData("raw:640x-1")]
    [InlineData("raw: 640x480")]
    [InlineData("raw:640x480x32")]
    [InlineData("raw:99999999999x1")]
    public void A_size_that_is_none_is_named(string text)
    {
        Assert.False(SourceName.TryParse(text, out _, out string? error));
        Assert.Contains("is not a size: give WIDTHxHEIGHT in pixels, each from 1 to 8192", error, StringComparison.Ordinal);
    }

    private static SourceName Parsed(string text)
    {
        Assert.True(SourceName.TryParse(text, out SourceName? name, out string? error), error);
        return name;
    }
}
