using System.Buffers.Binary;
using System.Net;
using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trackers;

namespace ScreenShare.Swarm.Tests.Trackers;

public sealed class TrackerMessageTests
{
    private static readonly PeerAddress Peer = PeerAddress.FromIPv4(0xCB00_7109, 6881);
    private static readonly PeerAddress Peer6 = PeerAddress.From(IPAddress.Parse("2001:db8::9"), 6881);

    private static readonly TrackerAnnounce Announce = new(
        new Infohash(0x0123_4567_89ab_cdef, 0x0fed_cba9_8765_4321, 0x1357_9bdf),
        PeerId.Create(new Random(1)),
        Port: 4242,
        TrackerEvent.Started,
        Key: 7,
        Wanted: 50);

    [Theory]
    [InlineData("d8:intervali900e5:peers6:\u00cb\u0000q\u0009\u001a\u00e1e")]
    [InlineData("d8:intervali900e5:peersld2:ip11:203.0.113.97:peer id20:abcdefghij01234567894:porti6881eeee")]
    public void Both_ways_to_list_peers_are_read(string body)
    {
        TrackerAnswer? answer = HttpTrackerAnswer.Read(Encoding.Latin1.GetBytes(body));
        Assert.NotNull(answer);
        Assert.Equal([Peer], answer.Peers);
        Assert.Equal((TimeSpan.FromMinutes(15), null), (answer.Interval, answer.Failure));
    }

    [Fact]
    public void A_refusal_is_told_with_its_reason() =>
        Assert.Equal("not here", HttpTrackerAnswer.Read("d14:failure reason8:not heree"u8)?.Failure);

    [Theory]
    [InlineData("<html>")]
    [InlineData("d5:peers5:abcdee")]
    [InlineData("d5:peers6:abcdef")]
    [InlineData("d8:intervali9999999999999999999999ee")]
    public void What_is_no_answer_is_none(string body) => Assert.Null(HttpTrackerAnswer.Read(Encoding.Latin1.GetBytes(body)));

    [Theory]
    [InlineData(0, 30)]
    [InlineData(-5, 30)]
    [InlineData(1800, 1800)]
    [InlineData(9_000_000, 1800)]
    public void No_tracker_has_us_come_every_second_or_never_again(long seconds, int held) =>
        Assert.Equal(held, HttpTrackerAnswer.Read(Encoding.ASCII.GetBytes($"d8:intervali{seconds}e5:peers0:e"))?.Interval.TotalSeconds);

    [Fact]
    public void A_udp_trackers_answers_are_read_for_their_own_question_only()
    {
        byte[] connected = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(connected.AsSpan(4), 77);
        BinaryPrimitives.WriteUInt64BigEndian(connected.AsSpan(8), 0x1122_3344_5566_7788);
        Assert.True(UdpTrackerMessage.TryReadConnected(connected, 77, out ulong connection));
        Assert.Equal(0x1122_3344_5566_7788UL, connection);
        Assert.False(UdpTrackerMessage.TryReadConnected(connected, 78, out _));
        Assert.False(UdpTrackerMessage.TryReadConnected(connected.AsSpan(0, 15), 77, out _));

        byte[] announced = [0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 203, 0, 113, 9, 0x1a, 0xe1, 99];
        Assert.Equal([Peer], UdpTrackerMessage.ReadAnnounced(announced, 5, isIPv4: true)?.Peers);
        Assert.Null(UdpTrackerMessage.ReadAnnounced(announced, 6, isIPv4: true));
        Assert.Equal("no", UdpTrackerMessage.ReadAnnounced([0, 0, 0, 3, 0, 0, 0, 5, .. "no"u8], 5, isIPv4: true)?.Failure);
        for (int length = 0; length < 20; length++)
            Assert.Null(UdpTrackerMessage.ReadAnnounced(announced.AsSpan(0, length), 5, isIPv4: true));
    }

    [Fact]
    public void An_announcement_by_udp_has_what_the_specification_says_where_it_says()
    {
        byte[] datagram = new byte[UdpTrackerMessage.AnnounceBytes];
        UdpTrackerMessage.WriteAnnounce(datagram, connection: 9, transaction: 5, Announce);
        Assert.Equal(9UL, BinaryPrimitives.ReadUInt64BigEndian(datagram));
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(8)));
        Assert.Equal(5u, BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(12)));
        Assert.Equal(Announce.Infohash, Infohash.Read(datagram.AsSpan(16, 20)));
        Assert.Equal(Announce.PeerId, PeerId.Read(datagram.AsSpan(36, 20)));
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(80)));
        Assert.Equal(4242, BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(96)));
    }

    [Fact]
    public void An_announcement_by_http_escapes_its_bytes()
    {
        string uri = TrackerUrl.Parse("http://tracker.example:8080/announce?passkey=x")!.AnnounceUri(Announce).AbsoluteUri;
        Assert.StartsWith(
            "http://tracker.example:8080/announce?passkey=x&info_hash=%01%23Eg%89%AB%CD%EF%0F%ED%CB%A9%87eC%21%13W%9B%DF"
                + "&peer_id=-SS0100-",
            uri);
        Assert.EndsWith("&port=4242&uploaded=0&downloaded=0&left=1&compact=1&numwant=50&key=00000007&event=started", uri);
    }

    [Theory]
    [InlineData("http://x/announce", "10.0.0.1", true)]
    [InlineData("http://x/admin?reboot=1", "10.0.0.1", false)]
    [InlineData("http://x/announce?reboot=1", "192.168.1.1", false)]
    [InlineData("http://x/announce", "127.0.0.1", true)]
    [InlineData("http://x/announce/../admin", "127.0.0.1", false)]
    [InlineData("http://me:pw@x/announce", "127.0.0.1", false)]
    [InlineData("http://x/announce", "169.254.169.254", false)]
    [InlineData("http://x/announce", "::ffff:10.0.0.1", true)]
    [InlineData("http://x/x.php", "::1", false)]
    [InlineData("http://x/anything?at=all", "198.51.100.5", true)]
    [InlineData("udp://x:80", "10.0.0.1", true)]
    [InlineData("udp://x:80", "239.1.1.1", false)]
    public void A_strangers_link_leads_nowhere_inside_but_to_a_tracker(string url, string address, bool may) =>
        Assert.Equal(may, TrackerUrl.Parse(url)!.MayAsk(IPAddress.Parse(address)));

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://x/")]
    [InlineData("udp://x/announce")] // without a port
    [InlineData("announce")]
    public void What_is_no_tracker_is_refused(string url) => Assert.Null(TrackerUrl.Parse(url));

    [Fact]
    public void Peers_of_the_other_family_are_read_too() => Assert.Equal(
        [Peer6],
        HttpTrackerAnswer.Read(
            [.. "d8:intervali900e5:peers0:6:peers618:"u8, .. Peer6.ToIPAddress().GetAddressBytes(), 0x1a, 0xe1, (byte)'e'])?.Peers);
}
