using ScreenShare.CommandLine.Defaults;

namespace ScreenShare.App.Tests;

public sealed class ConfigTextTests
{
    [Fact]
    public void Lines_set_what_their_section_has()
    {
        const string Text = "# mine\r\nfps = 20\n\n[share]\ntitle=A = b # c\n  no-pointer   =   true  \n[ view ]\ntitle = \" spaced \"\n";

        Assert.True(ConfigText.TryParse(Text, out IReadOnlyList<ConfigEntry> entries, out string complaint));

        Assert.Equal("", complaint);
        Assert.Equal(
            [
                new ConfigEntry("", "fps", "20", 2), new ConfigEntry("share", "title", "A = b # c", 5),
                new ConfigEntry("share", "no-pointer", "true", 6), new ConfigEntry("view", "title", " spaced ", 8),
            ],
            entries);
    }

    [Theory]
    [InlineData("fps = 20\nfps", "line 2: write it as name = value")]
    [InlineData("= 20", "line 1: there is no name")]
    [InlineData("fps =", "line 1: fps has no value")]
    [InlineData("[share", "line 1: write it as name = value")]
    [InlineData("# magnet:?a\nlink = MAGNET:?xt=SECRET", "line 2: a link does not belong here")]
    public void A_line_that_sets_nothing_is_named(string text, string expected)
    {
        Assert.False(ConfigText.TryParse(text, out _, out string complaint));

        Assert.StartsWith(expected, complaint);
        Assert.DoesNotContain("SECRET", complaint);
    }
}
