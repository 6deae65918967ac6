using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Wire;

namespace ScreenShare.Swarm.Tests.Identity;

public sealed class PeerEndpointTests
{
    [Theory]
    [InlineData("192.0.2.1:1", "192.0.2.1:1", true)]
    [InlineData("[2001:DB8::0001]:65535", "[2001:db8::1]:65535", true)]
    [InlineData("localhost:80", "localhost:80", false)]
    [InlineData("A-b_c.Example.org:80", "a-b_c.example.org:80", false)]
    [InlineData("4chan.example:80", "4chan.example:80", false)]
    public void Addresses_and_names_are_read(string text, string written, bool isAddress)
    {
        Assert.True(PeerEndpoint.TryParse(text, out PeerEndpoint endpoint));

        Assert.Equal(written, endpoint.ToString());
        Assert.Equal(isAddress, endpoint.Address is not null);
        if (endpoint.Address is { } address) Assert.Equal(endpoint, new PeerEndpoint(address));
    }

    [Fact]
    public void An_address_is_the_address_it_says()
    {
        Assert.True(PeerEndpoint.TryParse("[2001:db8::1]:6882", out PeerEndpoint endpoint));

        Assert.Equal(Samples.PeerIPv6, endpoint.Address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("host")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:080")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:+1")]
    [InlineData("host: 1")]
    [InlineData("ho st:1")]
    [InlineData("host..example:1")]
    [InlineData("-host:1")]
    [InlineData("host-:1")]
    [InlineData("h\u00F6st:1")]
    [InlineData("host/x:1")]
    [InlineData("::1:80")]
    [InlineData("[]:80")]
    [InlineData("[:80")]
    [InlineData("[1.2.3.4]:80")]
    [InlineData("[fe80::1%eth0]:80")]
    [InlineData("[::1]x:80")]
    [InlineData("1.2.3:80")]
    [InlineData("1.2.3.4.5:80")]
    [InlineData("01.2.3.4:80")]
    [InlineData("256.2.3.4:80")]
    [InlineData("16909060:80")]
    [InlineData("0x7f.1:80")]
    [InlineData("0x7f000001:80")]
    [InlineData("127.0.0.0x1:80")]
    [InlineData("010.0.0.1:80")]
    [InlineData("1.2.3.4 :80")]
    [InlineData("[::1]/128:80")]
    [InlineData("[::ffff:010.0.0.1]:80")]
    public void Everything_else_is_refused(string? text) => Assert.False(PeerEndpoint.TryParse(text, out _));

    [Fact]
    public void Names_and_their_parts_have_the_lengths_of_DNS()
    {
        string label = new('a', 63);
        string name = string.Join('.', label, label, label, label[..61]);

        Assert.True(PeerEndpoint.TryParse($"{name}:1", out _));
        Assert.False(PeerEndpoint.TryParse($"{name}a:1", out _));
        Assert.False(PeerEndpoint.TryParse($"{label}a.example:1", out _));
    }
}
