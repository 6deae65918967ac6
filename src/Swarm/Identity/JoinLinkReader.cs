using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ScreenShare.Swarm.Identity;

/// <summary>Reads a join link that a person has pasted, and says in plain words what is wrong with it. Used for one link.</summary>
internal sealed class JoinLinkReader
{
    private const string Scheme = "magnet:?";
    private const string InfohashPrefix = "urn:btih:";
    private const string CopyAgain = "Copy the whole link again, from magnet: to its end.";

    // Quotes of keyboards, word processors and chats, and the angle brackets of mails.
    private const string Quotes = "\"'`<>\u201C\u201D\u201E\u2018\u2019\u201A\u00AB\u00BB";

    private readonly List<PeerEndpoint> _peers = [];
    private readonly List<string> _trackers = [];
    private Infohash? _infohash;
    private string _title = "";
    private ContentKey? _contentKey;

    /// <summary>Empty, or what is wrong and what to do.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Reads the link. Ends with either true or an <see cref="Error"/>.</summary>
    public bool TryRead(string text, [NotNullWhen(true)] out JoinLink? link)
    {
        link = null;
        if (!TryReadParameters(text))
            return false;
        if (_infohash is not { } infohash)
            return Fail($"The link does not say which broadcast it is for (xt is missing). {CopyAgain}");

        JoinLink read = new(infohash, _contentKey, _title, [.. _peers], [.. _trackers]);
        if (read.ToLinkText().Length > JoinLink.CharsMax) // written again it may need more escapes than it came with
            return Fail("The link is too long. Remove some of its peers (x.pe) or trackers (tr).");
        link = read;
        return true;
    }

    private bool TryReadParameters(string text)
    {
        if (text.Length > JoinLink.CharsMax)
            return Fail($"This is too long to be a link ({text.Length} characters, at most {JoinLink.CharsMax}). {CopyAgain}");
        string link = Unwrap(text);
        if (link.Length == 0)
            return Fail("There is no link. Paste the one that the broadcaster shows; it begins with magnet:");
        if (!link.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Fail("This is not a join link: it does not begin with magnet:? Paste the link that the broadcaster shows.");

        foreach (string parameter in link[Scheme.Length..].Split('&'))
        {
            if (!TryReadParameter(parameter))
                return false;
        }

        return true;
    }

    // A link of ours has no white space in it: what is there came from a terminal or a mail that broke the line.
    private static string Unwrap(string text)
    {
        string joined = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));
        string link = joined.Trim(Quotes.ToCharArray());
        return link.StartsWith("magnet%3A", StringComparison.OrdinalIgnoreCase) ? LinkEscaping.Unescape(link) : link;
    }

    private bool TryReadParameter(string parameter)
    {
        int equals = parameter.IndexOf('=');
        if (equals < 0)
            return true;
        string name = LinkEscaping.Unescape(parameter[..equals]).ToLowerInvariant();
        string value = parameter[(equals + 1)..];
        if (name.StartsWith("amp;", StringComparison.Ordinal)) // copied out of the source of a page
            name = name["amp;".Length..];
        switch (name)
        {
            case "xt":
                return TryReadTopic(LinkEscaping.Unescape(value));
            case "dn":
                _title = LinkEscaping.Unescape(value, plusIsSpace: true);
                return true;
            case "x.pe":
                return TryReadPeer(LinkEscaping.Unescape(value));
            case "tr":
                return TryReadTracker(LinkEscaping.Unescape(value));
            case "ss.k":
                return TryReadKey(LinkEscaping.Unescape(value));
            default:
                return true;
        }
    }

    // BEP 9. Other kinds of topic may stand beside ours and mean nothing to us.
    private bool TryReadTopic(string topic)
    {
        if (!topic.StartsWith(InfohashPrefix, StringComparison.OrdinalIgnoreCase))
            return true;
        string digits = topic[InfohashPrefix.Length..];
        if (digits.Length != 2 * Infohash.Bytes || !digits.All(char.IsAsciiHexDigit))
            return Fail($"The link is damaged: the name of the broadcast (xt) is not {2 * Infohash.Bytes} hexadecimal digits. {CopyAgain}");
        var infohash = Infohash.Read(Convert.FromHexString(digits));
        if (_infohash is { } other && other != infohash)
            return Fail("The link names two broadcasts. Paste one link at a time.");
        _infohash = infohash;
        return true;
    }

    private bool TryReadPeer(string text)
    {
        if (_peers.Count == JoinLink.PeersMax)
            return Fail($"The link names more than {JoinLink.PeersMax} peers (x.pe). Remove some of them.");
        if (!PeerEndpoint.TryParse(text, out PeerEndpoint peer))
            return Fail($"Peer {_peers.Count + 1} of the link (x.pe) is not host:port with a port from 1 to 65535. {CopyAgain}");
        _peers.Add(peer);
        return true;
    }

    private bool TryReadTracker(string text)
    {
        if (_trackers.Count == JoinLink.TrackersMax)
            return Fail($"The link names more than {JoinLink.TrackersMax} trackers (tr). Remove some of them.");
        if (!JoinLink.IsTracker(text))
            return Fail($"Tracker {_trackers.Count + 1} of the link (tr) is no http://, https:// or udp:// address. Correct or remove it.");
        _trackers.Add(text);
        return true;
    }

    private bool TryReadKey(string text) =>
        ContentKey.TryParse(text, out _contentKey)
        || Fail($"The link is damaged: its key (ss.k) must be 22 letters, digits, - and _. Without it there is no picture. {CopyAgain}");

    private bool Fail(string error)
    {
        Error = error;
        return false;
    }
}
