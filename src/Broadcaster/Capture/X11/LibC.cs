using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>System V shared memory, the only kind that every X server understands.</summary>
internal static unsafe partial class LibC
{
    private const string Name = "libc";

    public const int PrivateKey = 0;
    public const int CreateForOwnerOnly = 0x200 | 0x180; // IPC_CREAT | 0600
    public const int RemoveWhenUnused = 0; // IPC_RMID

    [LibraryImport(Name, EntryPoint = "shmget")]
    public static partial int SharedMemoryGet(int key, nuint bytes, int flags);

    /// <returns>-1 on failure.</returns>
    [LibraryImport(Name, EntryPoint = "shmat")]
    public static partial nint SharedMemoryAttach(int id, nint address, int flags);

    [LibraryImport(Name, EntryPoint = "shmdt")]
    public static partial int SharedMemoryDetach(nint address);

    [LibraryImport(Name, EntryPoint = "shmctl")]
    public static partial int SharedMemoryControl(int id, int command, void* description);
}
