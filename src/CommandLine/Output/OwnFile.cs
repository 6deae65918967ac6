using Microsoft.Win32.SafeHandles;

namespace ScreenShare.CommandLine.Output;

/// <summary>
/// Opens files for writing so that nothing of others is touched: what is new is made under a name that nobody had, for the owner's eyes
/// only, and what is there already is written to only when its name leads to it alone.
/// </summary>
public static class OwnFile
{
    /// <exception cref="IOException">The name is taken, be it by a link that leads nowhere; or the folder is not there, or
    /// full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static FileStream CreateNew(string path)
    {
        try
        {
            return Open(path, FileMode.CreateNew);
        }
        catch (FileNotFoundException refused) // though its folder is there: one of the system's own
        {
            throw new IOException("No file can be made in that folder.", refused);
        }
    }

    /// <summary>A file that is new or this user's own, or a device such as <c>/dev/null</c>; unbuffered, at its end.</summary>
    /// <exception cref="IOException">It is a link, has another name too, belongs to somebody else, or is no file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static FileStream OpenToAppend(string path)
    {
        if (!File.Exists(path) && FileFacts.Of(path) is null && new FileInfo(path).LinkTarget is null) return CreateInFolder(path);
        if (WhyNotOurs(path, FileFacts.Of(path)) is { } reason) // before it is opened: opening a pipe would wait for a reader
            throw new IOException(reason);
        FileStream file = Open(path, FileMode.Open);
        if (WhyNotOurs(path, FileFacts.Of(file.SafeFileHandle)) is { } changed || IsAnother(path, file.SafeFileHandle, out changed))
        {
            file.Dispose();
            throw new IOException(changed);
        }

        if (file.CanSeek) file.Seek(0, SeekOrigin.End);
        return file;
    }

    private static FileStream CreateInFolder(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        return CreateNew(path);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static string? WhyNotOurs(string path, FileFacts? facts) => facts switch
    {
        null => new FileInfo(path).LinkTarget is null ? null : "It is a link to another file.",
        { Kind: FileKind.CharacterDevice } => null,
        { Kind: FileKind.Link } => "It is a link to another file.",
        { Kind: FileKind.Folder } => "It is a folder.",
        { Kind: not FileKind.File } => "It is no file.",
        { Names: > 1 } => "It is a file that has another name too (a hard link).",
        { IsOfThisUser: false } => "It belongs to another user.",
        _ => null,
    };

    // Somebody may have put another file, or a link, at the name between the look and the opening.
    private static bool IsAnother(string path, SafeFileHandle open, out string reason)
    {
        reason = "Its name leads to another file now.";
        return FileFacts.Of(path)?.Identity != FileFacts.Of(open)?.Identity;
    }
}
