using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ScreenShare.Swarm.Identity;

/// <summary>Reads a bare link, and says in plain words what is wrong with it. Used for one link.</summary>
internal sealed partial class JoinLinkReader
{
    private const string InfohashPrefix = "urn:btih:";
    private const string CopyAgain = "Copy the whole link again, from its first letter to its last.";
    private const int KeyChars = 22;

    // What a magnet says of files: their length, where else they are to be had, which of them are wanted.
    private static readonly string[] NamesOfFiles = ["xl", "as", "xs", "ws", "mt", "kt", "so"];

    private readonly List<PeerEndpoint> _peers = [];
    private readonly List<string> _trackers = [];
    private Infohash? _infohash;
    private string _title = "";
    private ContentKey? _contentKey;
    private bool _describesFiles;
    private bool _hasOtherTopic;

    /// <summary>Empty, or what is wrong and what to do.</summary>
    public string Error { get; private set; } = "";

    /// <summary>It has a key, which cannot be read.</summary>
    public bool HasBrokenKey { get; private set; }

    /// <summary>Reads what follows a <see cref="LinkScheme"/>. Ends with either true or an <see cref="Error"/>.</summary>
    public bool TryRead(string query, [NotNullWhen(true)] out JoinLink? link)
    {
        link = null;
        if (!TryReadParameters(query)) return false;
        if (_infohash is null && _hasOtherTopic)
        {
            return Fail(
                "This is the magnet link of an ordinary torrent or of other files, not of a broadcast. " +
                "Paste the link that the broadcaster shows.");
        }

        if (_infohash is not { } infohash) return Fail($"The link does not say which broadcast it is for (xt is missing). {CopyAgain}");

        JoinLink read = new(infohash, _contentKey, _title, [.. _peers], [.. _trackers], _describesFiles);
        if (read.ToLinkText().Length > JoinLink.CharsMax) // written again it may need more escapes than it came with
            return Fail("The link is too long. Remove some of its peers (x.pe) or trackers (tr).");
        link = read;
        return true;
    }

    private bool TryReadParameters(string query)
    {
        int length = LinkScheme.Magnet.Length + query.Length; // as it would be printed
        if (length > JoinLink.CharsMax)
            return Fail($"This is too long to be a link ({length} characters, at most {JoinLink.CharsMax}). {CopyAgain}");
        foreach (string parameter in query.Split('&'))
        {
            if (!TryReadParameter(parameter)) return false;
        }

        return true;
    }

    private bool TryReadParameter(string parameter)
    {
        int equals = parameter.IndexOf('=');
        if (equals < 0) return true;
        string name = Number().Replace(LinkEscaping.Unescape(parameter[..equals]).ToLowerInvariant(), "");
        string value = parameter[(equals + 1)..];
        _describesFiles |= NamesOfFiles.Contains(name);
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
        {
            bool isOfFiles = topic.StartsWith("urn:", StringComparison.OrdinalIgnoreCase); // such as btmh: torrents of BEP 52
            _describesFiles |= isOfFiles;
            _hasOtherTopic |= isOfFiles;
            return true;
        }

        string digits = topic[InfohashPrefix.Length..];
        if (!TryReadInfohash(digits, out Infohash infohash))
            return Fail($"The link is damaged: the name of the broadcast (xt) is not {2 * Infohash.Bytes} hexadecimal digits. {CopyAgain}");
        if (_infohash is { } other && other != infohash) return Fail("The link names two broadcasts. Paste one link at a time.");
        _infohash = infohash;
        return true;
    }

    private bool TryReadPeer(string text)
    {
        if (!PeerEndpoint.TryParse(text, out PeerEndpoint peer))
            return Fail($"Peer {_peers.Count + 1} of the link (x.pe) is not host:port with a port from 1 to 65535. {CopyAgain}");
        if (_peers.Contains(peer)) return true;
        if (_peers.Count == JoinLink.PeersMax)
            return Fail($"The link names more than {JoinLink.PeersMax} peers (x.pe). Remove some of them.");
        _peers.Add(peer);
        return true;
    }

    private bool TryReadTracker(string text)
    {
        if (_trackers.Contains(text)) return true;
        if (_trackers.Count == JoinLink.TrackersMax)
            return Fail($"The link names more than {JoinLink.TrackersMax} trackers (tr). Remove some of them.");
        if (!JoinLink.IsTracker(text))
            return Fail($"Tracker {_trackers.Count + 1} of the link (tr) is no http://, https:// or udp:// address. Correct or remove it.");
        _trackers.Add(text);
        return true;
    }

    // Its length is known, so what a sentence puts after it is not taken for a part of it.
    private bool TryReadKey(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan(Math.Min(KeyChars, text.Length));
        bool endsThere = rest.IsEmpty || !IsOfKeys(rest[0]) || !ContainsLetterOrDigit(rest);
        HasBrokenKey = !ContentKey.TryParse(endsThere ? text[..^rest.Length] : text, out ContentKey? key);
        if (HasBrokenKey)
            return Fail(
                $"The link is damaged: its key (ss.k) must be {KeyChars} letters, digits, - and _. " +
                $"Without it there is no picture. {CopyAgain}");
        if (_contentKey is not null && _contentKey.ToLinkText() != key?.ToLinkText())
            return Fail($"The link has two keys (ss.k), of which one at most is right. {CopyAgain}");
        _contentKey = key;
        return true;
    }

    private static bool ContainsLetterOrDigit(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c)) return true;
        }

        return false;
    }

    private static bool IsOfKeys(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    // BEP 9 has both: 40 hexadecimal digits, and from older programs 32 characters of base32.
    private static bool TryReadInfohash(string text, out Infohash infohash)
    {
        infohash = default;
        Span<byte> bytes = stackalloc byte[Infohash.Bytes];
        if (text.Length == 2 * Infohash.Bytes && text.All(char.IsAsciiHexDigit)) Convert.FromHexString(text, bytes, out _, out _);
        else if (!Base32.TryRead(text, bytes)) return false;
        infohash = Infohash.Read(bytes);
        return true;
    }

    private bool Fail(string error)
    {
        Error = error;
        return false;
    }

    // The magnet scheme allows to number parameters of one name: "xt.1".
    [GeneratedRegex(@"\.\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
