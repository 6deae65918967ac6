using System.Text;
using System.Text.RegularExpressions;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// One place in a text where a link begins, and how much of what follows belongs to it: a link broken over lines goes on after the
/// white space, a link in a sentence does not. The fewest pieces that make a link with a key are it.
/// </summary>
internal sealed partial class PastedLink
{
    /// <summary>A link as long as one may be, on a terminal of 16 columns.</summary>
    private const int PiecesMax = JoinLink.CharsMax / 16;

    private readonly string _text;
    private readonly int _depth;
    private JoinLink? _keyless;
    private bool _hasBrokenKey;
    private string _error = "";

    private PastedLink(string text, Match start)
    {
        _text = text;
        _depth = start.Groups.Values.Max(encoded => encoded.Name is "0" ? 0 : Depth(encoded.Value)); // group 0 is the whole
        Start = start.Index;
        End = start.Index + start.Length;
    }

    public int Start { get; }

    /// <summary>Where the search for another may go on.</summary>
    public int End { get; private set; }

    /// <summary>Null when there is none, and <see cref="Error"/> says why.</summary>
    public JoinLink? Link { get; private set; }

    public string Error => Link is null ? _error : "";

    /// <summary>Null when no link begins from there on.</summary>
    public static PastedLink? Find(string text, int from)
    {
        Match start = Beginning().Match(text, from);
        if (!start.Success) return null;
        PastedLink found = new(text, start);
        found.Read();
        return found;
    }

    private void Read()
    {
        StringBuilder joined = new();
        int from = End;
        for (int pieces = 0; pieces < PiecesMax && TryTakePiece(ref from, out string piece); pieces++)
        {
            bool continues = piece.StartsWith('&') || (joined.Length > 0 && joined[^1] == '&');
            if (Link is not null && !continues) return;
            if (pieces > 0 && BeginningOfPiece().IsMatch(piece)) break; // the next link
            joined.Append(piece);
            if (joined.Length > JoinLink.CharsMax * (1 + _depth))
                break; // no link is so long, however it was encoded, and each piece is read with all before it
            if (!TryRead(joined.ToString()) && Link is not null) return;
            if (Link is not null) End = from;
        }

        if (joined.Length == 0) TryRead("");
        if (!_hasBrokenKey && Link is null) // a key that cannot be read is not a link without one
            Link = _keyless;
    }

    private bool TryTakePiece(ref int from, out string piece)
    {
        int start = from;
        while (start < _text.Length && char.IsWhiteSpace(_text[start]))
            start++;
        int end = start;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]))
            end++;
        (from, piece) = (end, _text[start..end]);
        return piece.Length > 0;
    }

    private bool TryRead(string joined)
    {
        if (_depth == 0) return TryReadPlain(joined);

        // Encoded as a whole it may be a parameter of another address, which goes on with an ampersand of its own.
        return TryReadPlain(Decode(joined.Split('&')[0])) || TryReadPlain(Decode(joined));
    }

    private string Decode(string encoded)
    {
        for (int layer = 0; layer < _depth; layer++)
            encoded = LinkEscaping.Unescape(encoded);
        return string.Concat(encoded.Where(c => !char.IsWhiteSpace(c)));
    }

    private bool TryReadPlain(string joined)
    {
        string unescaped = PastedText.UndoEscapes(joined);
        int length = LengthOfLink(unescaped);
        JoinLinkReader reader = new();
        bool read = reader.TryRead(TrimEnd(unescaped[..length]), out JoinLink? link);
        if (read && link?.ContentKey is not null)
        {
            Link = link;
            return true;
        }

        bool isShortened = unescaped.AsSpan(length).StartsWith("\u2026") || unescaped.AsSpan(0, length).EndsWith("...");
        _hasBrokenKey |= reader.HasBrokenKey;
        if (isShortened)
            (_keyless, _error) = (null, "The link was shortened for display (\u2026). Copy the link itself, from where it stands whole.");
        else if (read) _keyless = link;
        else
            _error = reader.Error;
        return false;
    }

    /// <summary>Up to the first character that ends a link in text: a quote, a bracket nobody opened, a symbol.</summary>
    private static int LengthOfLink(string text)
    {
        int open = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '(') open++;
            if (c == '(' && i > 0 && text[i - 1] == ']') return i - 1; // Markdown's [shown](address)
            bool ends = c == ')' ? --open < 0 : c is '"' or '\'' or '`' or '<' or '>' or '|' or '\\' or '{' or '}'
                || char.IsControl(c) || (c > '~' && !char.IsLetterOrDigit(c) && !char.IsSurrogate(c));
            if (ends) return i;
        }

        return text.Length;
    }

    // After a link these are the sentence's: no value of ours ends in one.
    private static string TrimEnd(string link) => link.TrimEnd(['.', ',', ';', ':', '!', '?', '*', '(', ')', '[', ']']);

    // "%3A" is encoded once, "%253A" twice.
    private static int Depth(string character) => character.Length < 3 ? 0 : (character.Length - 1) / 2;

    [GeneratedRegex(
        @"(?:m\s*a\s*g\s*n\s*e\s*t|s\s*c\s*r\s*e\s*e\s*n\s*s\s*h\s*a\s*r\s*e)\s*(?<colon>:|%(?:25)*3a)\s*(?:/|%(?:25)*2f)*\s*" +
        @"(?<mark>\?|%(?:25)*3f)(?=\s*xt(?:\.\d+)?(?<equals>%(?:25)*3d))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(
        @"^[^a-z0-9]{0,2}(?:magnet|screenshare)(?::|%(?:25)*3a)(?:/|%(?:25)*2f)*(?:\?|%(?:25)*3f)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BeginningOfPiece();
}
