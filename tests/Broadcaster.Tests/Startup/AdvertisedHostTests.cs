using ScreenShare.Broadcaster.Startup;

namespace ScreenShare.Broadcaster.Tests.Startup;

public class AdvertisedHostTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7:9")]
    [InlineData("203.0.113.7:6881", "203.0.113.7:6881")]
    [InlineData("home.example", "home.example:9")]
    [InlineData("home.example:80", "home.example:80")]
    [InlineData("2001:db8::1", "[2001:db8::1]:9")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:9")]
    [InlineData("[2001:db8::1]:80", "[2001:db8::1]:80")]
    public void The_port_listened_on_stands_in_where_none_is_given(string text, string expected)
    {
        Assert.True(AdvertisedHost.TryParse(text, out AdvertisedHost host));
        Assert.Equal(expected, host.At(9).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("1.2.3")]
    [InlineData("host:0")]
    [InlineData("host:70000")]
    [InlineData("::zz")]
    public void What_is_neither_address_nor_name_is_refused(string text) => Assert.False(AdvertisedHost.TryParse(text, out _));
}
