using System.Globalization;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.Broadcaster.Rooms;

/// <summary>
/// One program at a time has a room: it keeps a file of the room open that nobody else can open then. A crash frees it, since the system
/// closes what a program had open. Who has it is written beside, for people.
/// </summary>
internal sealed class RoomLock : IDisposable
{
    private const string LockName = "lock";
    private const string HolderName = "holder";

    /// <summary>Whoever only looks whether a room is held has it for less than that.</summary>
    private static readonly TimeSpan LookedAtMost = TimeSpan.FromMilliseconds(50);

    private const int Tries = 4;

    private readonly string _folder;
    private readonly FileStream _file;

    private RoomLock(string folder, FileStream file)
    {
        _folder = folder;
        _file = file;
    }

    /// <summary>Null: another program has it.</summary>
    /// <param name="folder">The room's, which is there.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static async Task<RoomLock?> TakeAsync(string folder, TimeProvider time)
    {
        for (int i = 0; i < Tries; i++)
        {
            if (i > 0) await Task.Delay(LookedAtMost, time).ConfigureAwait(false);
            if (TryOpen(folder) is not { } file) continue;
            var taken = new RoomLock(folder, file);
            taken.WriteHolder();
            return taken;
        }

        return null;
    }

    public static bool IsHeld(string folder)
    {
        if (!File.Exists(Path.Combine(folder, LockName))) return false;
        using FileStream? file = TryOpen(folder);
        return file is null;
    }

    /// <summary>The number of the process that has it or had it last; null: unknown.</summary>
    public static int? HolderOf(string folder)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(folder, HolderName));
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int process) ? process : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes the room's folder away, with all that a room has in it, and lets go.</summary>
    /// <param name="roomFile">Goes first: without it there is no room.</param>
    public void DeleteAll(string roomFile)
    {
        File.Delete(roomFile);
        File.Delete(roomFile + ".new");
        File.Delete(Path.Combine(_folder, HolderName));
        if (OperatingSystem.IsWindows()) _file.Dispose(); // which deletes nothing that is open
        File.Delete(Path.Combine(_folder, LockName));
        _file.Dispose();
        Directory.Delete(_folder); // fails where somebody has put something else there, which is then not touched
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string folder)
    {
        string path = Path.Combine(folder, LockName);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream file;
        try
        {
            file = new FileStream(path, options);
        }
        catch (IOException held) when (held.GetType() == typeof(IOException) && File.Exists(path))
        {
            return null;
        }

        // Whoever ended the room meanwhile took the file away: what is open here is nobody's any more.
        if (FileFacts.Of(path)?.Identity == FileFacts.Of(file.SafeFileHandle)?.Identity) return file;
        file.Dispose();
        return null;
    }

    private void WriteHolder() => ReplacedFile.Write(
        Path.Combine(_folder, HolderName),
        System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
}
