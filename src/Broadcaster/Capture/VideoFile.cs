using System.Text.RegularExpressions;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>What a person means by <c>file:PATH</c>, and what is wrong with it before anybody is asked to read it.</summary>
internal static partial class VideoFile
{
    private const string FileScheme = "file:";

    /// <summary>As ffmpeg is to be given it: never an option, a pattern or another protocol because of a character in its name.</summary>
    /// <exception cref="CaptureException">There is no such file, or it cannot be a video: one sentence says why.</exception>
    public static string AddressOf(string path)
    {
        string found = Find(path);
        if (!Path.Exists(found))
        {
            if (Scheme().IsMatch(path)) return path;
            if (NumberPattern().IsMatch(path)) return FileScheme + found; // pictures numbered 1, 2, 3: ffmpeg finds them
            throw Cannot(path, "no such file is there; check its name, and the folder it is looked for in");
        }

        if (File.ResolveLinkTarget(found, returnFinalTarget: false) is not null && !HasTarget(found))
            throw Cannot(path, "it is a link, and what it leads to is not there");

        if (Directory.Exists(found)) throw Cannot(path, "it is a folder; name a video or a picture in it");
        if (!IsReadOnce(found)) ThrowIfNothingToRead(path, found);
        return FileScheme + found;
    }

    /// <summary>The ordinary file at an address; null where it is a pipe, a device, or not on this machine.</summary>
    public static string? PathOf(string address)
    {
        string path = address.StartsWith(FileScheme, StringComparison.Ordinal) ? address[FileScheme.Length..] : "";
        return File.Exists(path) && !IsReadOnce(path) ? path : null;
    }

    /// <summary>A reason in the words that all of them begin with.</summary>
    public static CaptureException Cannot(string path, string reason, Exception? because = null)
    {
        string said = $"{PrintableText.Of(path)} cannot be shown: {reason}";
        return because is null ? new CaptureException(said) : new CaptureException(said, because);
    }

    // A shell leaves "~/" alone after "file:", and file managers hand out addresses with a host and percent signs.
    private static string Find(string path)
    {
        if (Path.Exists(path)) return path;
        if (path is "~" or ['~', '/', ..] or ['~', '\\', ..])
            return Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..]);
        bool isAddress = path.StartsWith("//", StringComparison.Ordinal) && Uri.TryCreate($"file:{path}", UriKind.Absolute, out _);
        return isAddress ? Uri.UnescapeDataString(new Uri($"file:{path}").AbsolutePath) : path;
    }

    private static bool IsReadOnce(string found) =>
        FileFacts.Of(Path.GetFullPath(found)) is { Kind: FileKind.Pipe or FileKind.Socket or FileKind.CharacterDevice };

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
            throw Cannot(path, "you may not read it (permission denied)", refused);
        }
        catch (IOException refused)
        {
            throw Cannot(path, $"it cannot be read: {refused.Message}", refused);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9+.-]+://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"%\d*d", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
