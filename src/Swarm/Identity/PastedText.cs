using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// Undoes what chats, mails, terminals and shells do to text on its way: what comes out has lines and spaces as they were pasted, and
/// between them what the sender wrote. Never fails; what it does not know it leaves as it is.
/// </summary>
internal static partial class PastedText
{
    private const char FullWidthFirst = '\uFF01';
    private const char FullWidthLast = '\uFF5E';
    private const int FullWidthShift = FullWidthFirst - '!';

    public static string Restore(string text)
    {
        string lines = NewLine().Replace(Plain(TerminalSequence().Replace(text, "")), "\n");
        string whole = LineFurniture().Replace(UndoQuotedPrintable(lines), "\n");
        return UndoEscapes(Tag().Replace(whole, "\n"));
    }

    /// <summary>Entities of HTML, however often they were made, and what shells, JSON and Markdown put before a character.</summary>
    public static string UndoEscapes(string text)
    {
        string decoded = text;
        string before;
        do
        {
            before = decoded;
            decoded = WebUtility.HtmlDecode(before);
        }
        while (decoded.Length < before.Length); // each round makes it shorter, so it ends

        string unescaped = NumberedCharacter().Replace(
            decoded,
            match => ((char)ushort.Parse(match.Groups["code"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        return EscapedCharacter().Replace(EscapedSpace().Replace(unescaped, "\n"), "$1");
    }

    // Nothing invisible, the halfwidth forms of what East Asian keyboards write wide, and one kind of hyphen.
    private static string Plain(string text)
    {
        StringBuilder plain = new(text.Length);
        foreach (char c in text)
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.Format) continue;
            plain.Append(c switch
            {
                >= FullWidthFirst and <= FullWidthLast => (char)(c - FullWidthShift),
                '\u2010' or '\u2011' => '-',
                _ => c,
            });
        }

        return plain.ToString();
    }

    // RFC 2045, 6.7. A link that came so has an encoded "=" after its first name; the soft breaks may be left where that was decoded.
    private static string UndoQuotedPrintable(string text)
    {
        string joined = LineEndingInEquals().Replace(text, match => match.Groups["name"].Success ? $"{match.Groups["name"].Value}=\n" : "");
        string withoutBreaks = SoftBreak().Replace(text, "");
        return !QuotedPrintable().IsMatch(withoutBreaks)
            ? joined
            : EncodedByte().Replace(
                withoutBreaks,
                match => ((char)byte.Parse(match.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
    }

    // ECMA-48: colours of a terminal, the marks round a paste; and the operating system commands of xterm, such as hyperlinks.
    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]|\e\][^\a\e]*(?:\a|\e\\)", RegexOptions.CultureInvariant)]
    private static partial Regex TerminalSequence();

    [GeneratedRegex(@"\r\n?|[\v\f\u0085\u2028\u2029]", RegexOptions.CultureInvariant)]
    private static partial Regex NewLine();

    // What stands at the edges of lines and is no part of them: marks of quoted mail, frames of windows, continuations of shells.
    [GeneratedRegex(@"[ \t>|\u2502\u2503\\^]*\n[\s>|\u2502\u2503]*", RegexOptions.CultureInvariant)]
    private static partial Regex LineFurniture();

    // <wbr>, <br />, </a>: tags that hold nothing. An address between angle brackets is none.
    [GeneratedRegex(@"</?[a-z][a-z0-9]{0,9}\s{0,9}/?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    // At a line's end a parameter's first "=" is its own if it has one of our names before it; every other is a soft break.
    [GeneratedRegex(
        @"(?:(?<=[?&;])(?<name>xt|dn|x\.pe|tr|ss\.k))?=[ \t]*\n(?!=)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LineEndingInEquals();

    [GeneratedRegex(@"=[ \t]*\n", RegexOptions.CultureInvariant)]
    private static partial Regex SoftBreak();

    [GeneratedRegex(@"\bxt=3D", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QuotedPrintable();

    [GeneratedRegex("=[0-9A-F]{2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EncodedByte();

    [GeneratedRegex(@"\\(?:u(?<code>[0-9A-Fa-f]{4})|x(?<code>[0-9A-Fa-f]{2}))", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedCharacter();

    [GeneratedRegex(@"\\[nrt]", RegexOptions.CultureInvariant)]
    private static partial Regex EscapedSpace();

    // sh, JSON, Markdown: a backslash. cmd: a caret. PowerShell: a grave accent.
    [GeneratedRegex(@"\\([^A-Za-z0-9\s])|[\^`](?=[&?=])", RegexOptions.CultureInvariant)]
    private static partial Regex EscapedCharacter();
}
