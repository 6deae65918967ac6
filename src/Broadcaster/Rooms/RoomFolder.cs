using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Defaults;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.Broadcaster.Rooms;

/// <summary>
/// Where one room lies on the disk. Whatever others could have written or read there is no room of this user's: it is told.
/// </summary>
/// <param name="All">The folder of all rooms.</param>
internal readonly record struct RoomFolder(string All, RoomName Name)
{
    private const string FileName = "room";
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Path => System.IO.Path.Combine(All, Name.ToString());

    public string File => System.IO.Path.Combine(Path, FileName);

    public bool HasRoom => System.IO.File.Exists(File) || FileFacts.Of(File) is not null;

    /// <summary>Below the folder of this user's configuration, whatever file that is read from.</summary>
    /// <exception cref="StartupException">There is no such folder.</exception>
    public static string AllOfThisUser() => ConfigLocation.FolderOfThisUser() is { } folder
        ? System.IO.Path.Combine(folder, "rooms")
        : throw new StartupException("There is no folder to keep rooms in: set HOME or XDG_CONFIG_HOME.");

    /// <summary>Rooms that are there, by name. What has no room's name is none.</summary>
    public static IReadOnlyList<RoomFolder> In(string all)
    {
        if (!Directory.Exists(all)) return [];
        List<RoomFolder> found = [];
        foreach (string folder in Directory.EnumerateDirectories(all).Order(StringComparer.Ordinal))
        {
            if (!RoomName.TryParse(System.IO.Path.GetFileName(folder), out RoomName name, out _)) continue;
            var room = new RoomFolder(all, name);
            if (room.HasRoom) found.Add(room);
        }

        return found;
    }

    /// <summary>Makes the folder for its owner's eyes only, unless it is there and is so.</summary>
    /// <exception cref="IOException">It cannot be made, or is not this user's alone.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public void Create()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path); // below the user's own folder, where others have no access
        else Directory.CreateDirectory(Path, OwnerAlone);
        RequireOwn(Path, FileKind.Folder, "700");
    }

    /// <summary>Not more than a room's file may have, and one byte.</summary>
    /// <exception cref="IOException">Cannot be read, or is not this user's alone.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public byte[] ReadFile()
    {
        RequireOwn(Path, FileKind.Folder, "700");
        RequireOwn(File, FileKind.File, "600");
        using var file = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] bytes = new byte[RoomText.BytesMax + 1];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static void RequireOwn(string path, FileKind kind, string mode)
    {
        if (FileFacts.Of(path) is { } facts)
        {
            if (facts.Kind != kind) throw new IOException($"{path} is no {(kind == FileKind.Folder ? "folder" : "file")}.");
            if (!facts.IsOfThisUser) throw new IOException($"{path} belongs to another user.");
        }

        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & ~OwnerAlone) != 0)
            throw new IOException($"{path} is open to other users, who may have the keys; if you trust them: chmod {mode} '{path}'.");
    }
}
