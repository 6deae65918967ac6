using System.Net;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Tests.Dht;

public sealed class BoundIdTests
{
    /// <summary>The examples of BEP 42: an address, the last byte of its id, and the first three.</summary>
    [Theory]
    [InlineData("124.31.75.21", 1, 0x5fbfbf)]
    [InlineData("21.75.31.124", 86, 0x5a3ce9)]
    [InlineData("65.23.51.170", 22, 0xa5d432)]
    [InlineData("84.124.73.14", 65, 0x1b0321)]
    [InlineData("43.213.53.83", 90, 0xe56f6c)]
    public void An_id_of_the_specification_fits_its_address(string ip, uint last, uint first)
    {
        PeerAddress address = PeerAddress.From(IPAddress.Parse(ip), 6881);
        var id = new DhtId((ulong)first << 40, 0, last);

        Assert.True(BoundId.Fits(id, address));
        Assert.False(BoundId.Fits(id with { High = id.High ^ (1UL << 63) }, address));
        Assert.True(BoundId.Fits(id with { High = id.High ^ (1UL << 40) }, address)); // the 24th bit is free
    }

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("2001:db8::7")]
    public void A_drawn_id_fits_its_address_and_hardly_any_other(string ip)
    {
        PeerAddress address = PeerAddress.From(IPAddress.Parse(ip), 6881);
        var random = new Random(1);
        DhtId[] drawn = [.. Enumerable.Range(0, 50).Select(_ => BoundId.Draw(address, random))];

        Assert.All(drawn, id => Assert.True(BoundId.Fits(id, address)));
        Assert.Equal(drawn.Length, drawn.Distinct().Count());
        Assert.All(drawn, id => Assert.False(BoundId.Fits(id, PeerAddress.From(IPAddress.Parse("198.51.100.4"), 1))));
    }

    [Fact]
    public void At_home_any_id_will_do() =>
        Assert.True(BoundId.Fits(new DhtId(1, 2, 3), PeerAddress.From(IPAddress.Parse("192.168.1.5"), 6881)));

    [Fact]
    public void A_drawn_id_shares_as_many_bits_as_asked_for()
    {
        var random = new Random(2);
        var self = new DhtId(0xfedc_ba98_7654_3210, 0x0123_4567_89ab_cdef, 0x55aa_33cc);
        for (int bits = 0; bits < DhtId.Bits; bits++) Assert.Equal(bits, self.SharedBits(self.DrawAtDistance(bits, random)));
    }
}
