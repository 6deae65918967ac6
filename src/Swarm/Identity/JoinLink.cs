using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// What a broadcaster prints and a viewer opens (wire protocol, section 9; BEP 9 for the magnet form). Immutable, and equal to
/// another link when the two say the same. <see cref="ToString"/> leaves the key out, so that a log cannot show it.
/// </summary>
public sealed record JoinLink
{
    public const int CharsMax = 8 << 10;

    /// <summary>Of a text that a link is looked for in, such as a long mail.</summary>
    public const int PastedCharsMax = 64 << 10;

    public const int PeersMax = 32;
    public const int TrackersMax = 16;
    public const int TitleCharsMax = 100;

    private readonly bool _describesFiles;

    /// <exception cref="ArgumentException">Too many peers or trackers, an unusable tracker, or too long a link in all.</exception>
    public JoinLink(
        Infohash infohash, string title, IEnumerable<PeerEndpoint> peers, IEnumerable<string> trackers, ContentKey? contentKey)
        : this(infohash, contentKey, title, [.. peers], [.. trackers])
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Peers.Length, PeersMax, nameof(peers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Trackers.Length, TrackersMax, nameof(trackers));
        if (Trackers.FirstOrDefault(tracker => !IsTracker(tracker)) is { } wrong)
            throw new ArgumentException($"'{wrong}' is not a tracker: it must begin with http://, https:// or udp://.", nameof(trackers));
        if (ToLinkText().Length > CharsMax)
            throw new ArgumentException($"The link would be longer than {CharsMax} characters: name fewer peers or trackers.");
    }

    /// <summary>For those who have checked the limits.</summary>
    internal JoinLink(
        Infohash infohash, ContentKey? contentKey, string title, ImmutableArray<PeerEndpoint> peers, ImmutableArray<string> trackers,
        bool describesFiles = false)
    {
        _describesFiles = describesFiles;
        Infohash = infohash;
        ContentKey = contentKey;
        Title = Presentable(title);
        Peers = peers;
        Trackers = trackers;
    }

    public Infohash Infohash { get; }

    /// <summary>For people: no control or invisible characters, at most <see cref="TitleCharsMax"/> long, perhaps empty.</summary>
    public string Title { get; }

    public ImmutableArray<PeerEndpoint> Peers { get; }

    /// <summary>Absolute addresses with scheme http, https or udp.</summary>
    public ImmutableArray<string> Trackers { get; }

    /// <summary>Null in a relay's link, which allows to verify and pass on but not to see.</summary>
    public ContentKey? ContentKey { get; }

    /// <summary>What it is good for. A broadcaster's own link always names a peer, and never files.</summary>
    public LinkKind Kind => this switch
    {
        { ContentKey: not null } => LinkKind.Viewing,
        { _describesFiles: true } => LinkKind.Torrent,
        { Peers.Length: > 0 } => LinkKind.Relay,
        { Trackers.Length: > 0 } or { Title.Length: > 0 } => LinkKind.Torrent,
        _ => LinkKind.CutShort,
    };

    /// <summary>
    /// Reads a link as people paste it: in a sentence, between quotes or brackets, wrapped over lines, in upper case, encoded for
    /// the web, a mail or a shell, once or more often.
    /// </summary>
    /// <param name="error">On failure, one sentence or two for a person: what is wrong and what to do. Otherwise empty.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out JoinLink? link, out string error) =>
        PastedLinks.TryRead(text ?? "", out link, out error);

    /// <summary>The same link without the key.</summary>
    public JoinLink ForRelay() => new(Infohash, null, Title, Peers, Trackers);

    /// <summary>The whole link, key included: for the person who may have it, never for a log.</summary>
    public string ToLinkText() => ContentKey is null ? ToString() : $"{ToString()}&ss.k={ContentKey.ToLinkText()}";

    /// <summary>The link without the key.</summary>
    public override string ToString()
    {
        StringBuilder link = new($"{LinkScheme.Magnet}xt=urn:btih:");
        link.Append(Infohash);
        if (Title.Length > 0) LinkEscaping.AppendEscaped(link.Append("&dn="), Title, spaceAsPlus: true);
        foreach (PeerEndpoint peer in Peers)
            LinkEscaping.AppendEscaped(link.Append("&x.pe="), peer.ToString());
        foreach (string tracker in Trackers)
            LinkEscaping.AppendEscaped(link.Append("&tr="), tracker);
        return link.ToString();
    }

    public bool Equals(JoinLink? other) => other is not null && ToLinkText() == other.ToLinkText();

    public override int GetHashCode() => Infohash.GetHashCode();

    /// <summary>Whether a shell could announce to this address. Names beyond ASCII must come in their ASCII form.</summary>
    internal static bool IsTracker(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https" or "udp"
        && uri.Host.Length > 0;

    // A stranger's title reaches windows and terminals: nothing that moves the cursor, turns the direction of text or cannot be seen.
    private static string Presentable(string title)
    {
        StringBuilder kept = new();
        foreach (Rune rune in title.EnumerateRunes())
        {
            bool visible = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            if (visible && kept.Length + rune.Utf16SequenceLength <= TitleCharsMax) kept.Append(rune.ToString());
        }

        return kept.ToString().Trim();
    }
}
