using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Tests.Wire;

public sealed class PeerExchangeMessageTests
{
    [Fact]
    public void Added_peers_of_both_families_arrive_and_dropped_ones_do_not_count()
    {
        List<PeerAddress> added = [];

        Assert.True(PeerExchangeMessage.TryRead(Samples.Body("peer exchange"), added));
        Assert.Equal([Samples.PeerIPv4, Samples.PeerIPv6], added);
    }

    [Fact]
    public void Fifty_are_written_and_fifty_read()
    {
        PeerAddress[] both = [Samples.PeerIPv4, Samples.PeerIPv6];
        PeerAddress[] many = [.. Enumerable.Range(1, 80).Select(i => both[i % 2].WithPort((ushort)i))];
        List<PeerAddress> added = [];

        byte[] written = Samples.Written(w => PeerExchangeMessage.Write(w, 9, many, many));

        Assert.Equal(9, written[5]);
        Assert.True(PeerExchangeMessage.TryRead(written.AsSpan(6), added));
        Assert.Equal(many.Take(50).Order(), added.Order());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 50)]
    [InlineData(51, 50)]
    [InlineData(1000, 50)]
    public void Of_more_than_fifty_the_first_fifty_are_taken(int sent, int taken)
    {
        byte[] addresses = [.. Enumerable.Repeat((byte[])[1, 2, 3, 4, 5, 6], sent).SelectMany(address => address)];
        byte[] body = [.. Encoding.ASCII.GetBytes($"d5:added{addresses.Length}:"), .. addresses, (byte)'e'];
        List<PeerAddress> added = [Samples.Dropped];

        Assert.True(PeerExchangeMessage.TryRead(body, added));
        Assert.Equal(1 + taken, added.Count);
    }

    [Theory]
    [InlineData("d5:added5:12345e")]
    [InlineData("d5:added7:1234567e")]
    [InlineData("d6:added617:12345678901234567e")]
    [InlineData("d6:added619:1234567890123456789e")]
    [InlineData("d5:added6:1234566:added61:1e")]
    [InlineData("d5:addedi1ee")]
    [InlineData("d5:added6:123456")]
    [InlineData("le")]
    [InlineData("")]
    public void A_list_that_is_no_whole_number_of_addresses_is_refused_with_all_of_the_message(string text)
    {
        List<PeerAddress> added = [];

        Assert.False(PeerExchangeMessage.TryRead(Encoding.ASCII.GetBytes(text), added));
        Assert.Empty(added);
    }

    [Fact]
    public void Peers_without_a_port_are_passed_over()
    {
        List<PeerAddress> added = [];

        Assert.True(PeerExchangeMessage.TryRead("d5:added12:1234\0\01234\0\u0001e"u8, added));
        Assert.Equal(1, Assert.Single(added).Port);
    }
}
