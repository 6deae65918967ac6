using ScreenShare.Broadcaster.Display;

namespace ScreenShare.Broadcaster.Tests.Display;

public class BroadcastInvitationTests
{
    private const string Link = "magnet:?xt=urn:btih:0123&x.pe=192.0.2.1%3A6881&ss.k=abc";

    [Fact]
    public void The_link_stands_whole_and_in_double_quotes_on_a_line_of_its_own() =>
        Assert.Contains($"\"{Link}\"", new BroadcastInvitation("a test", Link, Qr: false).Lines());

    [Fact]
    public void A_window_s_title_steers_no_terminal()
    {
        string[] lines = [.. new BroadcastInvitation("window 0x1 'a\e]0;b\a\u202Ec' of :1, 9x9", Link, Qr: false).Lines()];

        Assert.Equal("Broadcasting window 0x1 'a?]0;b??c' of :1, 9x9.", lines[0]);
    }

    [Fact]
    public void The_QR_code_is_square_with_two_modules_to_a_character()
    {
        string[] lines = QrPicture.Draw(Link).TrimEnd('\n').Split('\n');

        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.Equal((lines[0].Length + 1) / 2, lines.Length);
        Assert.Matches("^█+$", lines[0]); // the quiet zone is light
    }
}
