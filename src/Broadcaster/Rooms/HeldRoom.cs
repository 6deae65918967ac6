using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Rooms;

/// <summary>
/// A room while this program has it: the keys that make its link the same each time, and the start of its last session, so that each
/// session is later than all before, whatever the machine's clock says. Any task; disposing lets another program have it.
/// </summary>
internal sealed class HeldRoom : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RoomFolder _folder;
    private readonly RoomLock _lock;
    private long _lastStart;
    private bool _isUnsaved;

    private HeldRoom(RoomFolder folder, RoomLock held, BroadcasterKeys keys, long lastStart, bool isNew)
    {
        IsNew = isNew;
        _folder = folder;
        _lock = held;
        Keys = keys;
        _lastStart = lastStart;
    }

    public RoomName Name => _folder.Name;

    /// <summary>Nobody can have its link yet.</summary>
    public bool IsNew { get; }

    /// <summary>This room's, for as long as it is held.</summary>
    public BroadcasterKeys Keys { get; }

    /// <summary>Unix milliseconds; 0: it had no session yet.</summary>
    public long LastStart
    {
        get { lock (_gate) return _lastStart; }
    }

    /// <summary>Takes the room, or makes it. That it can be written is tried before anything else is begun.</summary>
    /// <param name="withNewKey">Draws another content key: old links no longer open what is shown.</param>
    /// <exception cref="StartupException">Another program has it, or it is damaged or not to be read or written.</exception>
    public static async Task<HeldRoom> TakeAsync(RoomFolder folder, bool withNewKey, TimeProvider time)
    {
        try
        {
            folder.Create();
            RoomLock held = await RoomLock.TakeAsync(folder.Path, time).ConfigureAwait(false)
                ?? throw new StartupException($"Room {folder.Name} is in use{By(folder)}: end that, or give another room.");
            try
            {
                return Open(folder, held, withNewKey);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Room {folder.Name} cannot be used: {refused.Message}", refused);
        }
    }

    /// <summary>When a session may begin that is to win over all before. It is stored before it is told.</summary>
    /// <param name="now">By a clock that may have been set.</param>
    /// <param name="complaint">That it could not be stored, the first time; the session begins all the same.</param>
    public DateTimeOffset NextStart(DateTimeOffset now, out string? complaint)
    {
        lock (_gate)
        {
            _lastStart = Math.Min(Math.Max(now.ToUnixTimeMilliseconds(), _lastStart + 1), RoomText.LastStartMax);
            complaint = Store();
            return DateTimeOffset.FromUnixTimeMilliseconds(_lastStart);
        }
    }

    /// <summary>Another broadcaster of this room began then: the next session here is later.</summary>
    public void HandleOvertaken(DateTimeOffset start)
    {
        lock (_gate)
        {
            _lastStart = Math.Min(Math.Max(_lastStart, start.ToUnixTimeMilliseconds()), RoomText.LastStartMax);
            Store();
        }
    }

    public void Dispose()
    {
        Keys.Dispose();
        _lock.Dispose();
    }

    /// <summary>" by process 17", where that is known.</summary>
    public static string By(RoomFolder folder) => RoomLock.HolderOf(folder.Path) is { } process ? $" by process {process}" : "";

    /// <summary>What the file says, its keys tried.</summary>
    /// <exception cref="IOException">It cannot be read, or is damaged: the message says what to do.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static (BroadcasterKeys Keys, long LastStart) Read(RoomFolder folder)
    {
        bool isRead = RoomText.TryRead(folder.ReadFile(), out RoomText? room, out string problem);
        BroadcasterKeys? keys = isRead ? BroadcasterKeys.Restore(room!.Secrets) : null; // read, so there
        if (keys is null)
        {
            string wrong = isRead ? "has no keys that belong together" : problem;
            throw new IOException($"{folder.File} {wrong}. Put a copy of it back, or end the room (rooms forget {folder.Name}).");
        }

        return (keys, room!.LastStart); // as above
    }

    private static HeldRoom Open(RoomFolder folder, RoomLock held, bool withNewKey)
    {
        bool isNew = !folder.HasRoom;
        (BroadcasterKeys keys, long lastStart) = !isNew ? Read(folder) : (BroadcasterKeys.Create(), 0L);
        if (withNewKey)
        {
            using BroadcasterKeys old = keys;
            keys = old.WithNewContentKey();
        }

        var room = new HeldRoom(folder, held, keys, lastStart, isNew);
        room.Save();
        return room;
    }

    // Said once: what is lost is only the protection from a clock that is set back before the next start.
    private string? Store()
    {
        try
        {
            Save();
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (_isUnsaved) return null;
            _isUnsaved = true;
            return $"room {Name}: when this began cannot be kept ({refused.Message}); should the clock be set back before the next "
                + "broadcast, viewers that stay would not follow it";
        }
    }

    private void Save()
    {
        byte[] secrets = new byte[BroadcasterKeys.SecretBytes];
        Keys.WriteSecrets(secrets);
        ReplacedFile.Write(_folder.File, new RoomText(secrets, _lastStart).Write());
    }
}
