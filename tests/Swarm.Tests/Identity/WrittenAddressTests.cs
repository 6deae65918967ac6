using System.Net;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Tests.Identity;

public sealed class WrittenAddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.7")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:DB8:0:0:0:0:0:1")]
    [InlineData("::ffff:192.0.2.7")]
    public void An_address_in_its_usual_form_is_read(string text)
    {
        Assert.True(WrittenAddress.TryParseIP(text, out IPAddress? ip));
        Assert.Equal(IPAddress.Parse(text), ip);
    }

    // Each is an address to some resolver, and another one than a person thinks.
    [Theory]
    [InlineData("1.2.3")]
    [InlineData("1.2")]
    [InlineData("192.168.1")]
    [InlineData("1")]
    [InlineData("2130706433")]
    [InlineData("010.0.0.1")]
    [InlineData("127.0.0.01")]
    [InlineData("0x7f.1")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.4.")]
    [InlineData(".1.2.3.4")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.-4")]
    [InlineData("1.2.3.4/24")]
    [InlineData(" 1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("fe80::1%eth0")]
    [InlineData("fe80::1%1")]
    [InlineData("::1/64")]
    [InlineData(":::1")]
    [InlineData("1::2::3")]
    [InlineData("::ffff:010.0.0.1")]
    [InlineData("::ffff:1.2.3")]
    [InlineData("12345::1")]
    [InlineData("")]
    [InlineData(null)]
    public void What_would_have_to_be_completed_is_refused_wherever_an_address_is_read(string? text)
    {
        Assert.False(WrittenAddress.TryParseIP(text, out _));
        Assert.False(AddressRule.TryParse(text, out _));
        Assert.False(PeerAddress.TryParse($"{text}:6881", out _));
        if (text?.Length > 0) Assert.False(PeerEndpoint.TryParse($"{text}:6881", out PeerEndpoint read) && read.Address is not null);
    }

    // Brackets tell an address from its port, so that they belong where there may be one.
    [Theory]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    public void Brackets_are_for_an_address_with_a_port_only(string text)
    {
        Assert.False(WrittenAddress.TryParseIP(text, out _));
        Assert.Equal(text.EndsWith(']'), !AddressRule.TryParse(text, out _));
        Assert.Equal(text.EndsWith(']'), !PeerAddress.TryParse(text, out _));
    }

    [Theory]
    [InlineData("0x7f.1")]
    [InlineData("0x7f000001")]
    [InlineData("1.2.3")]
    [InlineData("010.0.0.1")]
    public void A_number_is_no_name_either(string host) => Assert.False(PeerEndpoint.TryParse($"{host}:6881", out _));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("6881", 6881)]
    [InlineData("65535", 65535)]
    public void A_port_is_a_plain_number(string text, int expected)
    {
        Assert.True(WrittenAddress.TryParsePort(text, out ushort port));
        Assert.Equal(expected, port);
        Assert.True(PeerAddress.TryParse($"192.0.2.7:{text}", out PeerAddress address));
        Assert.Equal(expected, address.Port);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("080")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("+80")]
    [InlineData(" 80")]
    [InlineData("80 ")]
    [InlineData("0x50")]
    [InlineData("80\0")]
    [InlineData("8O")]
    public void Other_ports_are_refused_wherever_one_is_read(string text)
    {
        Assert.False(WrittenAddress.TryParsePort(text, out _));
        Assert.False(PeerAddress.TryParse($"192.0.2.7:{text}", out _));
        Assert.False(PeerAddress.TryParse($"[2001:db8::1]:{text}", out _));
        Assert.False(PeerEndpoint.TryParse($"example.org:{text}", out _));
        Assert.False(AddressRule.TryParse($"192.0.2.7:{text}", out _));
    }
}
