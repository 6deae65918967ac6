using ScreenShare.Frames;

namespace ScreenShare.Viewer.Console;

/// <summary>Where a picture is written as PNG: beside its place first and then moved there, so that nobody reads half of one.</summary>
internal sealed class SnapshotFile(string path)
{
    private string Unfinished => path + ".part";

    public string Path => path;

    /// <summary>Null when a picture could be written there, else what is in the way, in one line.</summary>
    public string? FindProblem()
    {
        if (path.Length == 0)
            return "--snapshot needs the name of a file, such as last.png";
        if (Directory.Exists(path))
            return $"cannot write a snapshot to {path}: it is a directory; name a file in it";
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } directory && !Directory.Exists(directory))
            return $"cannot write a snapshot to {path}: there is no directory {directory}; make it or name another";
        try
        {
            using (File.Create(Unfinished))
            {
            }

            File.Delete(Unfinished);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"cannot write a snapshot to {path}: {e.Message} Name a file that you may write.";
        }
    }

    /// <exception cref="IOException">The disk is full, or the directory has gone.</exception>
    public void Write(Picture picture)
    {
        using (FileStream file = File.Create(Unfinished))
            PngFile.Write(picture, file);
        File.Move(Unfinished, path, overwrite: true);
    }
}
