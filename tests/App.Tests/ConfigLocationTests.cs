using ScreenShare.CommandLine.Defaults;

namespace ScreenShare.App.Tests;

public sealed class ConfigLocationTests
{
    [Theory]
    [InlineData(null, null, "/home/ada/.config/screenshare/config", "~/.config/screenshare/config")]
    [InlineData(null, "/etc/ada", "/etc/ada/screenshare/config", "/etc/ada/screenshare/config")]
    [InlineData(null, "/home/ada/c", "/home/ada/c/screenshare/config", "~/c/screenshare/config")]
    [InlineData(null, "relative", "/home/ada/.config/screenshare/config", "~/.config/screenshare/config")]
    [InlineData("here.conf", "/etc/ada", "here.conf", "here.conf")]
    [InlineData("", "/etc/ada", null, "")]
    public void It_is_where_the_variable_says_or_else_among_the_users_settings(string? named, string? settings, string? path, string shown)
    {
        ConfigLocation location = ConfigLocation.Find(
            name => name switch { "SCREENSHARE_CONFIG" => named, "XDG_CONFIG_HOME" => settings, _ => null },
            "/home/ada",
            windowsSettings: null);

        Assert.Equal(path, location.Path);
        Assert.Equal(shown, location.Shown);
        Assert.Equal(named is not null, location.IsNamed);
    }

    [Fact]
    public void Who_has_no_home_has_no_file() => Assert.Null(ConfigLocation.Find(_ => null, "", windowsSettings: null).Path);
}
