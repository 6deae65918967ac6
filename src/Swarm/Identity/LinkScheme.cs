namespace ScreenShare.Swarm.Identity;

/// <summary>
/// What a join link begins with. Both beginnings mean the same: the usual one is shared with torrents, so a desktop can be told to open
/// links of the other with this program without taking anything from torrent clients (decision 23).
/// </summary>
internal static class LinkScheme
{
    /// <summary>BEP 9. What broadcasters print.</summary>
    public const string Magnet = "magnet:?";

    /// <summary>Of this program alone.</summary>
    public const string Own = "screenshare:?";

    /// <summary>How much of a bare link is its scheme, in whatever case; 0: it begins with neither.</summary>
    public static int LengthIn(ReadOnlySpan<char> link)
    {
        if (link.StartsWith(Magnet, StringComparison.OrdinalIgnoreCase)) return Magnet.Length;
        return link.StartsWith(Own, StringComparison.OrdinalIgnoreCase) ? Own.Length : 0;
    }
}
