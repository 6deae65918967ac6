using System.Text.RegularExpressions;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>What a person means by <c>file:PATH</c>, and what is wrong with it before ffmpeg is asked.</summary>
internal static partial class VideoFile
{
    /// <summary>As ffmpeg is to be given it: never an option, a pattern or another protocol because of a character in its name.</summary>
    /// <exception cref="CaptureException">There is no such file, or it cannot be a video: one sentence says why.</exception>
    public static string AddressOf(string path)
    {
        string found = Find(path);
        if (!Path.Exists(found))
        {
            if (Scheme().IsMatch(path)) return path;
            if (NumberPattern().IsMatch(path)) return $"file:{found}"; // pictures numbered 1, 2, 3: ffmpeg finds them
            throw Cannot(path, "no such file is there; check its name, and the folder it is looked for in");
        }

        if (File.ResolveLinkTarget(found, returnFinalTarget: false) is not null && !HasTarget(found))
            throw Cannot(path, "it is a link, and what it leads to is not there");

        if (Directory.Exists(found)) throw Cannot(path, "it is a folder; name a video in it");
        if (FileFacts.Of(Path.GetFullPath(found)) is not { Kind: FileKind.Pipe or FileKind.Socket or FileKind.CharacterDevice })
            ThrowIfNothingToRead(path, found);
        return $"file:{found}";
    }

    /// <summary>A reason in the words that all of them begin with.</summary>
    public static CaptureException Cannot(string path, string reason) => new($"{PrintableText.Of(path)} cannot be shown: {reason}");

    // A shell leaves "~/" alone after "file:", and file managers hand out addresses with a host and percent signs.
    private static string Find(string path)
    {
        if (Path.Exists(path)) return path;
        if (path is "~" or ['~', '/', ..] or ['~', '\\', ..])
            return Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..]);
        bool isAddress = path.StartsWith("//", StringComparison.Ordinal) && Uri.TryCreate($"file:{path}", UriKind.Absolute, out _);
        return isAddress ? Uri.UnescapeDataString(new Uri($"file:{path}").AbsolutePath) : path;
    }

    private static bool HasTarget(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { Exists: true };
        }
        catch (IOException)
        {
            return false; // links that lead to one another
        }
    }

    private static void ThrowIfNothingToRead(string path, string found)
    {
        try
        {
            using FileStream file = File.OpenRead(found);
            if (file.Length == 0) throw Cannot(path, "the file is empty");
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new CaptureException($"{PrintableText.Of(path)} cannot be shown: you may not read it (permission denied)", refused);
        }
        catch (IOException refused)
        {
            throw new CaptureException($"{PrintableText.Of(path)} cannot be shown: it cannot be read: {refused.Message}", refused);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9+.-]+://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"%\d*d", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
