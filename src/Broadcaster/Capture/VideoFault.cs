using System.Text.RegularExpressions;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>Says in words of our own what ffmpeg complains of: its own are for those who know its insides.</summary>
internal static partial class VideoFault
{
    private const string NoVideo = "it is not a video that ffmpeg can read, or it is cut short or damaged";

    /// <summary>By what ffmpeg's texts have in common since long; the first that fits. In the order from special to general.</summary>
    private static readonly (string Said, string Meant)[] Meanings =
    [
        ("matches no streams", "it has no film in it, only sound or a cover picture"),
        ("does not contain any stream", "it has nothing in it to be shown"),
        ("moov atom not found", NoVideo),
        ("codec none", NoVideo), // its header names a film of which nothing is there
        ("partial file", "the file is cut short"),
        ("File ended prematurely", "the file is cut short"),
        ("Could find no file", "there are no pictures of such names"),
        ("Decoder not found", "its format is one that this ffmpeg cannot decode"),
        ("Unknown decoder", "its format is one that this ffmpeg cannot decode"),
        ("none is available", "its format is one that this ffmpeg cannot decode"),
        ("Protocol not found", "ffmpeg knows no such kind of address"),
        ("Permission denied", "you may not read it (permission denied)"),
        ("No such file", "no such file is there; check its name"),
        ("Is a directory", "it is a folder; name a video or a picture in it"),
        ("Connection refused", "nothing answers at that address"),
        ("Name or service not known", "there is no such address"),
        ("Failed to resolve", "there is no such address"),
        ("Server returned", "the server does not give it out"),
        ("timed out", "nothing answers at that address"),
        ("Invalid data", NoVideo),
        ("Input/output error", NoVideo),
        ("error reading header", NoVideo),
        ("Cannot allocate memory", "its pictures are too large for this machine"),
    ];

    /// <summary>Null when there is no complaint.</summary>
    /// <param name="complaints">All of ffmpeg's, many lines.</param>
    public static string? Of(string complaints)
    {
        string[] lines = complaints.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) return null;
        return Known(complaints) ?? $"ffmpeg says: {PrintableText.Of(Origin().Replace(lines[^1], ""))}";
    }

    /// <summary>Null when the complaints, if any, are of the kind that a whole video may cause.</summary>
    public static string? OfEnd(string complaints) =>
        SaysOneOf(complaints, "partial file", "ended prematurely") ? "the file is cut short"
        : SaysOneOf(complaints, "Error at MB", "damaged", "corrupt", "Invalid data") ? "the file is cut short or damaged" // by its decoder
        : null;

    private static bool SaysOneOf(string complaints, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            if (complaints.Contains(text, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static string? Known(string complaints) =>
        Meanings.FirstOrDefault(meaning => complaints.Contains(meaning.Said, StringComparison.OrdinalIgnoreCase)).Meant;

    // "[mov,mp4 @ 0x5581ea]" names a part of ffmpeg by its place in memory.
    [GeneratedRegex(@"^(?:\[[^\]]*\]\s*)+", RegexOptions.CultureInvariant)]
    private static partial Regex Origin();
}
