using System.Globalization;
using System.Net;
using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Wire;

namespace ScreenShare.Swarm.Tests.Identity;

/// <summary>Links as they come out of chats, mails, terminals and shells.</summary>
public sealed class PastedLinkTests
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f10111213";
    private const string Full = "magnet:?xt=urn:btih:" + Hex
        + "&dn=Monday+stand-up&x.pe=192.0.2.1:6881&x.pe=[2001:db8::1]:6882&tr=udp://tracker.example:81&ss.k=AAECAwQFBgcICQoLDA0-_w";

    private const string Torrent = "magnet:?xt=urn:btih:ff0102030405060708090a0b0c0d0e0f10111213&dn=Film&xl=700000000&tr=udp://t.example:1";

    [Theory]
    [InlineData("{0}.")]
    [InlineData("({0})")]
    [InlineData("[{0}], ")]
    [InlineData("Watch here: {0}, we begin at ten.")]
    [InlineData("Is it {0}? Yes!")]
    [InlineData("*{0}* or **{0}**")]
    [InlineData("_{0}_")]
    [InlineData("`{0}`")]
    [InlineData("[watch]({0}) with us")]
    [InlineData("[{0}]({0})")]
    [InlineData("<{0}|watch>")]
    [InlineData("<a href=\"{0}\">magnet:?xt=urn:btih:0001\u2026</a>")]
    [InlineData("{{\"event\":\"link\",\"link\":\"{0}\"}}")]
    [InlineData("\u201E{0}\u201C\u3002")]
    [InlineData("\u300C{0}\u300D\u3053\u308C")]
    [InlineData("The link:\n\"{0}\"\n\nTo watch:\ndotnet run -- \"{0}\"\n")]
    [InlineData("Not " + Torrent + " but {0}")]
    [InlineData("Date: Mon, 2 Nov 2026\nSubject: tomorrow\n\n> {0}\n\n-- \nAnna")]
    [InlineData("\u001b[1m{0}\u001b[0m")]
    [InlineData("\u001b[200~{0}\u001b[201~")]
    public void The_text_round_a_link_is_left_out(string text) => AssertReads(string.Format(CultureInfo.InvariantCulture, text, Full));

    [Fact]
    public void Encodings_are_undone_however_often_they_were_made()
    {
        AssertReads(Full.Replace("&", "&#38;"));
        AssertReads(Full.Replace("&", "&#x26;"));
        AssertReads(Full.Replace("&", "&amp;amp;"));
        AssertReads(Full.Replace("&", "&amp;amp;amp;#38;"));
        AssertReads(WebUtility.HtmlEncode(WebUtility.HtmlEncode(Full)).Replace("=", "&#61;").Replace(":", "&#58;"));
        AssertReads(Uri.EscapeDataString(Full));
        AssertReads(Uri.EscapeDataString(Uri.EscapeDataString(Full)));
        AssertReads("see " + Uri.EscapeDataString(Full).Replace("%3A", "%3a").Replace("%3F", "%3f") + ".");
        AssertReads(Full.Replace("&", "%26").Replace("=", "%3D"));
        AssertReads("magnet:?" + Uri.EscapeDataString(Full["magnet:?".Length..]));
        AssertReads("magnet:?" + Uri.EscapeDataString(Uri.EscapeDataString(Full["magnet:?".Length..])) + ".");
        AssertReads($"https://leave.example/?url={Uri.EscapeDataString(Full)}&from=chat");
        AssertReads(Uri.EscapeDataString(Full.Replace("&", "&amp;")));
        AssertReads(Full.Replace("&", "\\u0026"));
        AssertReads(Full.Replace("?", "\\?").Replace("&", "\\&").Replace("=", "\\=").Replace("[", "\\[").Replace("]", "\\]"));
        AssertReads(Full.Replace("&", "^&"));
        AssertReads(Full.Replace("&", "`&"));
        AssertReads(string.Concat(Full.Select(c => c is '&' or '?' or '=' or ':' ? (char)(c + 0xFEE0) : c)));
    }

    [Theory]
    [InlineData("screenshare:?")]
    [InlineData("SCREENSHARE:?")]
    [InlineData("ScreenShare:/?")]
    [InlineData("screenshare://?")]
    [InlineData("screenshare:///?")]
    [InlineData("screenshare%3A%3F")]
    [InlineData("screenshare%3A%2F%2F%3F")]
    [InlineData("screenshare%253A%252F%252F%253F")]
    public void The_scheme_of_our_own_reads_as_the_magnet_does(string beginning)
    {
        string query = Full["magnet:?".Length..];
        string encoded = Uri.EscapeDataString(query);

        AssertReads(beginning + (beginning.Contains("%25") ? Uri.EscapeDataString(encoded) : beginning.Contains('%') ? encoded : query));
        AssertReads(beginning + encoded);
        AssertReads(beginning + query.Replace("[", "%5B").Replace("]", "%5D"));
        AssertReads($"Watch here: <{beginning}{query}>.");
        AssertReads("> " + Wrap(beginning + query, 60, "\n> "));
        AssertReads($"<a href=\"{beginning}{query.Replace("&", "&amp;")}\">{Full}</a>");
        AssertReads($"Not {Torrent} but {beginning}{query}");
    }

    [Fact]
    public void Nothing_invisible_and_no_break_matters_wherever_it_stands()
    {
        for (int at = 0; at <= Full.Length; at++)
        {
            foreach (string put in (string[])["\u00AD", "\u200B", "\u2060\uFEFF", "\n", "\r\n", "\u00A0\n", "\n> ", "\\\n", "<wbr>"])
                AssertReads(Full.Insert(at, put));
        }

        AssertReads(Full.Replace('-', '\u2011'));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(75)]
    [InlineData(76)]
    [InlineData(100)]
    public void Lines_of_a_mail_are_put_together(int columns)
    {
        AssertReads("Hello,\n\n" + Wrap(Full, columns, "\n") + "\n\nsee you");
        AssertReads("Hello,\r\n" + Wrap("> " + Full, columns, "\r\n> ") + "\r\nsee you");
        AssertReads(Wrap(Full, columns, "=\n"));
        AssertReads(Wrap("Watch " + Full.Replace("=", "=3D") + " with me", columns, "=\r\n"));
        AssertReads(Wrap("<" + Full.Replace("&", "&amp;") + ">", columns, "\n"));
        AssertReads(Wrap(Uri.EscapeDataString(Full), columns, "\n"));
    }

    [Theory]
    [InlineData("magnet:?xt=urn:btih:" + Hex, LinkKind.CutShort)]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&x.pe=192.0.2.1:6881", LinkKind.Relay)]
    [InlineData("(magnet:?xt=urn:btih:" + Hex + "&x.pe=192.0.2.1:6881).", LinkKind.Relay)]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&x.pe=192.0.2.1:6881 is all I have", LinkKind.Relay)]
    [InlineData(Torrent, LinkKind.Torrent)]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&dn=Film", LinkKind.Torrent)]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&tr.1=udp://t.example:1&tr.2=udp://t.example:2", LinkKind.Torrent)]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&x.pe=192.0.2.1:6881&ws=https://files.example/", LinkKind.Torrent)]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&xt=urn:btmh:1220caf1&x.pe=192.0.2.1:6881", LinkKind.Torrent)]
    [InlineData(Full, LinkKind.Viewing)]
    public void What_a_link_is_good_for_shows(string text, LinkKind kind)
    {
        Assert.True(JoinLink.TryParse(text, out JoinLink? link, out string error), error);
        Assert.Equal(kind, link.Kind);
    }

    [Fact]
    public void Parameters_said_twice_count_once_and_an_infohash_may_come_in_base32()
    {
        AssertReads(Full.Replace("&x.pe", "&x.pe=192.0.2.1:6881&x.pe") + "&ss.k=AAECAwQFBgcICQoLDA0-_w&xt=urn:btih:" + Hex);
        AssertReads(Full.Replace(Hex, "AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT"));
        AssertReads(Full.Replace(Hex, "aaaqeayeaudaocajbifqydiob4ibceqt"));
    }

    [Theory]
    [InlineData(
        "Two: " + Full + "\nmagnet:?xt=urn:btih:ff0102030405060708090a0b0c0d0e0f10111213&ss.k=AAECAwQFBgcICQoLDA0ODw",
        "different broadcasts")]
    [InlineData(Full + "&ss.k=BBECAwQFBgcICQoLDA0ODw", "two keys")]
    [InlineData(
        Full + "\nscreenshare:?xt=urn:btih:ff0102030405060708090a0b0c0d0e0f10111213&ss.k=AAECAwQFBgcICQoLDA0ODw",
        "different broadcasts")]
    [InlineData("magnet:?xt=urn:btih:00010203\u2026", "shortened")]
    [InlineData("screenshare:?xt=urn:btih:00010203\u2026", "shortened")]
    [InlineData("screenshare:", "does not begin with magnet:?")]
    [InlineData("screenshare:?ss.k=AAECAwQFBgcICQoLDA0ODw", "xt is missing")]
    [InlineData("magnet:?xt=urn:btih:" + Hex + "&x.pe=192.0...", "shortened")]
    [InlineData("Here: magnet:?xt=urn:btih:" + Hex + "&x.pe=192.0.2.1:1&ss.k=AAECAwQFBgcICQoLD and more", "ss.k")]
    [InlineData("magnet:?xt=urn:btmh:1220caf1e1c30e81cb361b9ee167c4aa64228a7fa4fa9f6105232b28ad099f3a302e&dn=Film", "ordinary torrent")]
    [InlineData("Come and see!", "does not begin with magnet:?")]
    public void What_is_wrong_is_said(string text, string said)
    {
        Assert.False(JoinLink.TryParse(text, out _, out string error));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_that_looks_like_a_link_or_an_encoding_stays_a_title()
    {
        foreach (string title in (string[])["magnet:?xt=3Durn", "&amp;amp;", "a=\nb", "%41 \\& ^&", "<b>", "(x"])
        {
            JoinLink link = new(Samples.Handshake.Infohash, title, [], [], null);
            Assert.True(JoinLink.TryParse(link.ToLinkText(), out JoinLink? read, out string error), error);
            Assert.Equal(link.Title, read.Title);
        }
    }

    [Fact]
    public void A_hundred_thousand_damaged_mails_are_read_or_refused_with_a_reason()
    {
        string text = $"Hi &amp; <a> \\u0026 {Uri.EscapeDataString(Full)} {Full.Replace("=", "=3D")}.";
        byte[] mail = Encoding.UTF8.GetBytes(Wrap(text, 70, "=\n> "));
        for (int seed = 0; seed < 10; seed++)
        {
            foreach (byte[] damaged in Mutations.Of(mail, seed))
            {
                bool read = JoinLink.TryParse(Encoding.Latin1.GetString(damaged), out JoinLink? link, out string error);
                Assert.Equal(read, error.Length == 0);
                Assert.Equal(read, link is not null);
            }
        }
    }

    [Theory]
    [InlineData("magnet:?")]
    [InlineData("magnet%3A%3F")]
    [InlineData("magnet%253A%253F")]
    [InlineData("screenshare:?")]
    [InlineData("s c r e e n s h a r e :")]
    public void However_many_links_seem_to_begin_the_work_is_bounded(string beginning)
    {
        string text = string.Concat(Enumerable.Repeat(beginning, 30_000 / beginning.Length)) + string.Concat(Enumerable.Repeat(" a", 512));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.False(JoinLink.TryParse(text, out _, out _));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256L << 20); // each piece is read with all before it
    }

    private static string Wrap(string text, int columns, string lineEnd) =>
        string.Join(lineEnd, text.Chunk(columns).Select(line => new string(line)));

    private static void AssertReads(string text)
    {
        Assert.True(JoinLink.TryParse(text, out JoinLink? link, out string error), $"{error} {text}");
        Assert.True(Full == link.ToLinkText(), $"{link.ToLinkText()} of {text}");
    }
}
