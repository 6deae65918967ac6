using ScreenShare.CommandLine.Output;
using ScreenShare.Frames;

namespace ScreenShare.Viewer.Console;

/// <summary>Writes the picture of this moment when asked to: to the file of the command line, or to one named for the frame.</summary>
internal sealed class Snapshots(string? path)
{
    /// <summary>Says in one line what was written, or what was in the way.</summary>
    public (bool Written, string Text) Take(ViewerSession session, ViewCount count)
    {
        Picture? picture = null;
        string name = path ?? $"screenshare-{count.Last}.png";
        if (!session.TryCopyPicture(ref picture) || picture is null) return (false, $"no picture has arrived, so {name} was not written");
        try
        {
            string written = path is null ? WriteUnderFreeName(count, picture) : Write(path, picture);
            return (true, $"wrote {written}, {picture.Size}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (false, $"cannot write {name}: {e.Message}");
        }
    }

    private static string Write(string name, Picture picture)
    {
        new SnapshotFile(name).Write(picture);
        return name;
    }

    // Nobody named this file, so no file of that name is meant to be replaced.
    private static string WriteUnderFreeName(ViewCount count, Picture picture)
    {
        string name = $"screenshare-{count.Last}.png";
        for (int next = 2; System.IO.Path.Exists(name) || FileFacts.Of(name) is not null; next++)
            name = $"screenshare-{count.Last}-{next}.png";
        new SnapshotFile(name).Write(picture, replaces: false);
        return name;
    }
}
