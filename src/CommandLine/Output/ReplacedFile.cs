using System.Runtime.InteropServices;

namespace ScreenShare.CommandLine.Output;

/// <summary>
/// Writes a small file of this user's own so that it is always whole: after a crash, or a power cut, at its name lies what was there before
/// or what was written, and nothing else. Readable for its owner alone. One writer at a time.
/// </summary>
public static partial class ReplacedFile
{
    private const int ReadOnly = 0; // fcntl.h, O_RDONLY

    /// <exception cref="IOException">The folder is not there, full, or may not be written so.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string beside = path + ".new";
        File.Delete(beside); // of a writer that did not come to its end
        using (FileStream file = OwnFile.CreateNew(beside))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        if (!OperatingSystem.IsWindows() && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Flush(folder);
    }

    // The name is the folder's: without this a power cut may bring back what it led to before. Where it cannot be done it is left at that.
    private static void Flush(string folder)
    {
        int open = Open(folder, ReadOnly);
        if (open < 0) return;
        _ = Synchronise(open);
        _ = Close(open);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
