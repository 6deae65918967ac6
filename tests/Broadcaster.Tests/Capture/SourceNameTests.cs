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
    }

    [Theory]
    [InlineData("screen")]
    [InlineData("test:1280x720")]
    [InlineData("raw:640x480")]
    public void A_name_is_written_as_it_is_read(string text) => Assert.Equal(text, Parsed(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("raw")]
    [InlineData("Screen")]
    [InlineData("screen:1")]
    [InlineData("camera")]
    public void An_unknown_name_is_answered_with_the_known_ones(string text)
    {
        Assert.False(SourceName.TryParse(text, out _, out string? error));
        Assert.Equal(
            $"'{text}' is not a source; known are screen, test, test:WIDTHxHEIGHT, raw:WIDTHxHEIGHT (BGRA frames on standard input)",
            error);
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
