using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Tests.Wire;

public sealed class LocalAnnouncementTests
{
    private static readonly Infohash Infohash = new(0x0123_4567_89ab_cdef, 0x0fed_cba9_8765_4321, 0x1357_9bdf);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_is_read(bool isIPv4)
    {
        var announcement = new LocalAnnouncement(Infohash, 4242, "a1b2");
        Assert.Equal([announcement], Read(announcement.ToBytes(isIPv4)));
    }

    [Fact]
    public void Others_write_names_in_any_case_and_several_infohashes()
    {
        string text = "BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\nPORT: 51413\r\n"
            + $"Infohash: {Infohash}\r\ninfohash: {Infohash.ToString().ToUpperInvariant()}\r\n\r\n\r\n";
        Assert.Equal([new LocalAnnouncement(Infohash, 51413, ""), new LocalAnnouncement(Infohash, 51413, "")], Read(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nPort: 5\r\nInfohash: 0123456789abcdef0fedcba98765432113579bdf\r\n\r\n")]
    [InlineData("BT-SEARCH * HTTP/1.1\r\nInfohash: 0123456789abcdef0fedcba98765432113579bdf\r\n\r\n")]
    [InlineData("BT-SEARCH * HTTP/1.1\r\nPort: 0\r\nInfohash: 0123456789abcdef0fedcba98765432113579bdf\r\n\r\n")]
    [InlineData("BT-SEARCH * HTTP/1.1\r\nPort: 70000\r\nInfohash: 0123456789abcdef0fedcba98765432113579bdf\r\n\r\n")]
    [InlineData("BT-SEARCH * HTTP/1.1\r\nPort: 5\r\nInfohash: 0123456789abcdef0fedcba98765432113579bdg\r\n\r\n")]
    [InlineData("BT-SEARCH * HTTP/1.1\r\nPort: 5\r\nInfohash: 0123\r\n\r\n")]
    public void What_names_no_port_or_swarm_says_nothing(string text) => Assert.Empty(Read(text));

    [Fact]
    public void More_than_a_datagram_should_hold_is_not_read() =>
        Assert.Empty(Read(Encoding.ASCII.GetString(new LocalAnnouncement(Infohash, 5, "").ToBytes(true)).PadRight(1500, '\n')));

    private static LocalAnnouncement[] Read(string text) => Read(Encoding.ASCII.GetBytes(text));

    private static LocalAnnouncement[] Read(byte[] datagram)
    {
        var read = new LocalAnnouncement[4];
        return read[..LocalAnnouncement.Read(datagram, read)];
    }
}
