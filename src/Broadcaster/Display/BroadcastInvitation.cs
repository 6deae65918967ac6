using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Display;

/// <summary>What viewers are given, and what of.</summary>
/// <param name="Source">What is being shown, such as "screen 0 of :1, 1920x1080".</param>
/// <param name="Link">The whole link, key included.</param>
/// <param name="WatchCommand">Typed before a quoted link, to watch.</param>
/// <param name="Qr">Draw it as a QR code too.</param>
internal sealed record BroadcastInvitation(string Source, string Link, string WatchCommand, bool Qr)
{
    /// <summary>What the room is called; null: there is none.</summary>
    public string? Room { get; init; }

    /// <summary>What the room means for this link, a sentence a line.</summary>
    public IReadOnlyList<string> RoomLines { get; init; } = [];

    /// <summary>Double quotes: in sh, PowerShell and cmd alike they keep the ampersands from being taken for the shell's own.</summary>
    public string QuotedLink => $"\"{Link}\"";

    /// <summary>For a person; the link stands on a line of its own, however long, so that it can be copied whole.</summary>
    /// <param name="place">Where the lines go; decides how the QR code is drawn.</param>
    public IEnumerable<string> Lines(QrPlace place = default)
    {
        yield return $"Broadcasting {PrintableText.Of(Source)}.";
        yield return "";
        yield return "The link, for those who may watch:";
        yield return QuotedLink;
        foreach (string line in RoomLines) yield return PrintableText.Of(line);
        yield return "";
        yield return "To watch:";
        yield return $"{WatchCommand} {QuotedLink}";
        yield return "";
        if (!Qr) yield break;
        foreach (string line in QrPicture.Lines(Link, place)) yield return line;
        yield return "";
    }
}
