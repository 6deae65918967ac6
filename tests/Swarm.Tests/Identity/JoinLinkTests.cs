using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Wire;

namespace ScreenShare.Swarm.Tests.Identity;

public sealed class JoinLinkTests
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f10111213";
    private const string Key = "AAECAwQFBgcICQoLDA0ODw";

    private const string Full = "magnet:?xt=urn:btih:" + Hex
        + "&dn=Monday+stand-up&x.pe=192.0.2.1:6881&x.pe=[2001:db8::1]:6882&x.pe=host.example:6883"
        + "&tr=http://tracker.example:80/announce&tr=udp://tracker.example:81&ss.k=" + Key;

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        JoinLink link = Parse(Full);

        Assert.Equal(Samples.Handshake.Infohash, link.Infohash);
        Assert.Equal("Monday stand-up", link.Title);
        Assert.Equal(["192.0.2.1:6881", "[2001:db8::1]:6882", "host.example:6883"], link.Peers.Select(peer => peer.ToString()));
        Assert.Equal(["http://tracker.example:80/announce", "udp://tracker.example:81"], link.Trackers);
        Assert.Equal(Key, link.ContentKey?.ToLinkText());
        Assert.Equal(Full, link.ToLinkText());
        Assert.Equal(link, Parse(link.ToLinkText()));
    }

    [Fact]
    public void The_scheme_of_our_own_means_the_same_and_is_not_written()
    {
        JoinLink link = Parse(Full.Replace("magnet:", "screenshare:"));

        Assert.Equal(Parse(Full), link);
        Assert.Equal(Full, link.ToLinkText());
        Parse(("screenshare:?xt=urn:btih:" + Hex + "&x=").PadRight(JoinLink.CharsMax + "screenshare".Length - "magnet".Length, 'x'));
    }

    [Fact]
    public void Neither_a_log_line_nor_a_relay_gets_the_key()
    {
        JoinLink link = Parse(Full);

        Assert.DoesNotContain(Key, $"{link}", StringComparison.Ordinal);
        Assert.DoesNotContain(Key, link.ForRelay().ToLinkText(), StringComparison.Ordinal);
        Assert.Null(Parse(link.ForRelay().ToLinkText()).ContentKey);
        Assert.NotEqual(link, link.ForRelay());
    }

    [Theory]
    [InlineData("  \"{0}\"\r\n")]
    [InlineData("'{0}'")]
    [InlineData("<{0}>")]
    [InlineData("\u201C{0}\u201D")]
    [InlineData("\u00AB {0} \u00BB")]
    [InlineData("\uFEFF{0}\u200B")]
    public void Quotes_and_white_space_round_a_link_do_not_matter(string pasted) =>
        Assert.Equal(Full, Parse(string.Format(pasted, Full)).ToLinkText());

    [Fact]
    public void Neither_do_broken_lines_upper_case_percent_encoding_and_the_source_of_a_page()
    {
        Assert.Equal(Full, Parse(Full.Insert(100, "\r\n  ").Insert(30, "\n")).ToLinkText());
        Assert.Equal(Full, Parse(Full.Replace("magnet:?xt=urn:btih:" + Hex, "MAGNET:?XT=URN:BTIH:" + Hex.ToUpperInvariant())).ToLinkText());
        Assert.Equal(Full, Parse(Full.Replace("host.example", "HOST.Example")).ToLinkText());
        Assert.Equal(Full, Parse(Full.Replace(":6881", "%3a6881").Replace("http://", "http%3A%2F%2F")).ToLinkText());
        Assert.Equal(Full, Parse(Full.Replace("urn:", "urn%3A").Replace("ss.k", "ss%2ek")).ToLinkText());
        Assert.Equal(Full, Parse(Uri.EscapeDataString(Full)).ToLinkText());
        Assert.Equal(Full, Parse(Full.Replace("&", "&amp;")).ToLinkText());
        Assert.Equal(Full, Parse(Full + "&x.other=1&flag&=&&xt=urn:btmh:1220").ToLinkText());
    }

    [Fact]
    public void Between_double_quotes_no_shell_finds_anything_to_expand()
    {
        const string Title = "50% \"off\" $HOME `id` \\ !! ^ & | < > ; 'x' (\u00E4\u201C\u201D) \U0001F600";
        JoinLink link = new(Samples.Handshake.Infohash, Title, [], ["http://t.example/a?b=c&d=$e+f"], null);
        string text = link.ToLinkText();

        Assert.Matches("^[A-Za-z0-9:/?@,=&%+.~_\\[\\]-]+$", text);
        Assert.Equal(Title, Parse(text).Title);
        Assert.Equal(link, Parse(text));
    }

    [Fact]
    public void A_usual_link_has_no_percent_sign_for_cmd_to_expand() =>
        Assert.DoesNotContain('%', Parse(Full).ToLinkText());

    [Fact]
    public void A_title_shows_nothing_invisible_and_ends_at_100_characters()
    {
        Assert.Equal("abc", Parse($"magnet:?xt=urn:btih:{Hex}&dn=a%1B%E2%80%AEb%0Ac+").Title);
        Assert.Equal(100, Parse($"magnet:?xt=urn:btih:{Hex}&dn={new string('t', 101)}").Title.Length);
    }

    [Theory]
    [InlineData("", "no link")]
    [InlineData(" \"\" ", "no link")]
    [InlineData("https://example.org", "does not begin with magnet:?")]
    [InlineData("magnet:?dn=x", "xt is missing")]
    [InlineData("magnet:?xt=urn:btmh:1220", "ordinary torrent")]
    [InlineData("magnet:?xt=urn:btih:0001", "40 hexadecimal digits")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "0", "40 hexadecimal digits")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&xt=urn:btih:ff0102030405060708090a0b0c0d0e0f10111213", "two broadcasts")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&x.pe=1.2.3.4:1&x.pe=nowhere", "Peer 2")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&tr=ws://t.example", "Tracker 1")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&tr=http://%C3%A4.example", "Tracker 1")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&ss.k=", "ss.k")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&ss.k=AAECAwQFBgcICQoLDA0OD", "ss.k")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&ss.k=AAECAwQFBgcICQoLDA0OD!", "ss.k")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&ss.k=AAECAwQFBgcICQoLDA0ODwA", "ss.k")]
    public void What_is_wrong_is_said_in_one_line_with_what_to_do(string text, string said)
    {
        Assert.False(JoinLink.TryParse(text, out JoinLink? link, out string error));

        Assert.Null(link);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Matches("(Copy|Paste|Correct|Remove)", error);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void Limits_hold_at_their_edge()
    {
        const string Start = "magnet:?xt=urn:btih:" + Hex;
        string peers = string.Concat(Enumerable.Range(1, 32).Select(i => $"&x.pe=10.0.0.1:{i}"));
        string trackers = string.Concat(Enumerable.Range(1, 16).Select(i => $"&tr=udp://t.example:{i}"));

        Assert.Equal(32, Parse(Start + peers).Peers.Length);
        Assert.Equal(16, Parse(Start + trackers).Trackers.Length);
        Assert.Contains("32", Error(Start + peers + "&x.pe=10.0.0.1:33"), StringComparison.Ordinal);
        Assert.Contains("16", Error(Start + trackers + "&tr=udp://t.example:17"), StringComparison.Ordinal);
        Parse((Start + "&x=").PadRight(JoinLink.CharsMax, 'x'));
        Assert.Contains("too long", Error((Start + "&x=").PadRight(JoinLink.CharsMax + 1, 'x')), StringComparison.Ordinal);
        Assert.Contains("too long", Error((Start + "&tr=http://t.example/").PadRight(JoinLink.CharsMax, '$')), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new JoinLink(default, "", [], ["http://t.example/" + new string('$', 8000)], null));
        Assert.Throws<ArgumentException>(() => new JoinLink(default, "", [], ["t.example"], null));
    }

    [Fact]
    public void Every_beginning_of_a_link_is_read_or_refused_with_a_reason()
    {
        for (int length = 0; length < Full.Length; length++)
            ReadsOrExplains(Full[..length]);
    }

    [Fact]
    public void Ten_thousand_damaged_links_are_read_or_refused_with_a_reason()
    {
        foreach (byte[] damaged in Mutations.Of(Encoding.ASCII.GetBytes(Full), seed: 9))
            ReadsOrExplains(Encoding.Latin1.GetString(damaged));
    }

    private static void ReadsOrExplains(string text)
    {
        bool read = JoinLink.TryParse(text, out JoinLink? link, out string error);

        Assert.Equal(read, error.Length == 0);
        if (link is not null) Assert.Equal(link, Parse(link.ToLinkText()));
    }

    private static JoinLink Parse(string text)
    {
        Assert.True(JoinLink.TryParse(text, out JoinLink? link, out string error), error);
        return link;
    }

    private static string Error(string text)
    {
        Assert.False(JoinLink.TryParse(text, out _, out string error));
        return error;
    }
}
