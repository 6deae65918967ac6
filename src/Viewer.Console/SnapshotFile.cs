using System.Security.Cryptography;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Frames;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// Where a picture is written, in the format that the name's ending says: beside its place first, under a name that nobody has, and then
/// moved there, so that nobody reads half of one. A link at its place gives way; what the link leads to is not touched. It shows the
/// screen, so only its owner reads it.
/// </summary>
internal sealed class SnapshotFile(string path)
{
    public string Path => path;

    /// <summary>Null when a picture could be written there, else what is in the way, in one line.</summary>
    public string? FindProblem()
    {
        if (path.Length == 0) return "--snapshot needs the name of a file, such as last.png";
        if (Directory.Exists(path)) return Cannot("it is a directory; name a file in it");
        if (FileFacts.Of(path) is { Kind: not (FileKind.File or FileKind.Link) })
            return Cannot("it is no file but a device or a pipe; name a file");
        if (SnapshotFormat.Of(path) is null) return Cannot($"its ending says no format; let it end in {SnapshotFormat.Endings}");
        try
        {
            if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } directory && !Directory.Exists(directory))
                return Cannot($"there is no directory {directory}; make it or name another");
            string unfinished = Unfinished();
            OwnFile.CreateNew(unfinished).Dispose();
            File.Delete(unfinished);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Cannot($"{e.Message} Name a file that you may write.");
        }
    }

    /// <exception cref="IOException">The disk is full, the directory has gone, or the name is taken and not to be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public void Write(Picture picture, bool replaces = true)
    {
        SnapshotFormat format = SnapshotFormat.Of(path) ?? throw new IOException($"the ending of {path} says no format");
        string unfinished = Unfinished();
        using (FileStream file = OwnFile.CreateNew(unfinished))
        {
            try
            {
                format.Write(picture, new OutputStream(file));
                file.Dispose(); // a name is moved on Windows only when nobody has it open
                File.Move(unfinished, path, replaces);
            }
            catch
            {
                File.Delete(unfinished); // made here, so ours
                throw;
            }
        }
    }

    private string Unfinished()
    {
        string full = System.IO.Path.GetFullPath(path);
        string folder = System.IO.Path.GetDirectoryName(full) ?? ""; // null for a root, which is a directory and refused as one
        return System.IO.Path.Combine(folder, $".screenshare-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.part");
    }

    private string Cannot(string reason) => PrintableText.Of($"cannot write a snapshot to {path}: {reason}");
}
