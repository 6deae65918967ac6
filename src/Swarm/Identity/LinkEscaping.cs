using System.Buffers;
using System.Text;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// Percent-encoding for a link that people paste between double quotes into sh, PowerShell and cmd (wire protocol, section 9).
/// Stays as it is: what the query of a URI may hold (RFC 3986, 3.4) and no shell touches inside double quotes. Encoded are, among
/// others, <c>" $ ` \ !</c> and everything beyond ASCII (PowerShell takes typographic quotes for quotes). cmd expands
/// <c>%NAME%</c> even inside quotes, so percent signs are few: none at all in infohash, addresses, key and usual trackers. Only a
/// title can suffer, and only in a batch file.
/// </summary>
internal static class LinkEscaping
{
    private static readonly SearchValues<char> Literal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@[]=,");

    // And what stands between values, and for what is not literal.
    private static readonly SearchValues<char> OfLinks =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@[]=,%+&");

    /// <summary>Whether it could have been written here from its first character to its last.</summary>
    public static bool IsOnlyLinkCharacters(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(OfLinks);

    public static void AppendEscaped(StringBuilder link, string value, bool spaceAsPlus = false)
    {
        Span<byte> utf8 = stackalloc byte[4]; // the longest form of a rune
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && Literal.Contains((char)rune.Value)) link.Append((char)rune.Value);
            else if (rune.Value == ' ' && spaceAsPlus) link.Append('+');
            else AppendPercent(link, utf8[..rune.EncodeToUtf8(utf8)]);
        }
    }

    /// <summary>Never fails: a percent sign that begins no escape stands for itself.</summary>
    public static string Unescape(string value, bool plusIsSpace = false) =>
        Uri.UnescapeDataString(plusIsSpace ? value.Replace('+', ' ') : value);

    private static void AppendPercent(StringBuilder link, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            link.Append('%').Append(value.ToString("X2"));
    }
}
