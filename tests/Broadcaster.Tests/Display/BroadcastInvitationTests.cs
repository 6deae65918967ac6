using ScreenShare.Broadcaster.Display;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Tests.Display;

public class BroadcastInvitationTests
{
    private const string Link = "magnet:?xt=urn:btih:0123&x.pe=192.0.2.1%3A6881&ss.k=abc";

    [Fact]
    public void The_link_stands_whole_and_in_double_quotes_on_a_line_of_its_own() =>
        Assert.Contains($"\"{Link}\"", new BroadcastInvitation("a test", Link, "watch", Qr: false).Lines());

    [Fact]
    public void A_window_s_title_steers_no_terminal()
    {
        string[] lines = [.. new BroadcastInvitation("window 0x1 'a\e]0;b\a\u202Ec' of :1, 9x9", Link, "watch", Qr: false).Lines()];

        Assert.Equal("Broadcasting window 0x1 'a?]0;b??c' of :1, 9x9.", lines[0]);
    }

    [Fact]
    public void The_QR_code_is_square_with_two_modules_to_a_character()
    {
        string[] lines = [.. QrPicture.Lines(Link, default)];

        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.Equal((lines[0].Length + 1) / 2, lines.Length);
        Assert.All((string[])[lines[0], lines[1], lines[^2], lines[^1]], line => Assert.Matches("^█+$", line)); // the quiet zone is light
        Assert.All(lines, line => Assert.Matches("^████.*████$", line));
    }

    [Theory]
    [InlineData(ColourDepth.Indexed)]
    [InlineData(ColourDepth.Full)]
    public void On_a_terminal_the_QR_code_brings_its_own_ground_so_that_light_and_dark_ones_show_the_same(ColourDepth colours)
    {
        string[] plain = [.. QrPicture.Lines(Link, default)];
        string[] lines = [.. QrPicture.Lines(Link, new QrPlace(200, 100, colours))];

        Assert.Equal(plain.Select(line => $"\e[38;5;231;48;5;16m{line}\e[0m"), lines);
    }

    [Fact]
    public void A_QR_code_that_is_too_wide_is_told_instead_of_drawn()
    {
        int columns = QrPicture.Lines(Link, default).First().Length;

        string told = Assert.Single(QrPicture.Lines(Link, new QrPlace(columns - 1, 100)));
        Assert.Contains($"needs {columns} columns, the terminal has {columns - 1}", told);
        Assert.DoesNotContain(QrPicture.Lines(Link, new QrPlace(columns, 100)), line => line.Contains("fit", StringComparison.Ordinal));
    }

    [Fact]
    public void A_QR_code_that_is_too_high_is_drawn_and_told()
    {
        string[] plain = [.. QrPicture.Lines(Link, default)];
        string[] lines = [.. QrPicture.Lines(Link, new QrPlace(200, plain.Length))];

        Assert.Equal(plain, lines[..^1]);
        Assert.Contains($"needs {plain.Length + 1} lines", lines[^1]);
    }
}
