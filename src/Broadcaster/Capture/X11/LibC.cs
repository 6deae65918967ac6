using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>System V shared memory, the only kind that every X server understands, and waiting for a socket.</summary>
internal static unsafe partial class LibC
{
    private const string Name = "libc";

    public const int PrivateKey = 0;
    public const int CreateForOwnerOnly = 0x200 | 0x180; // IPC_CREAT | 0600
    public const int RemoveWhenUnused = 0; // IPC_RMID

    /// <summary>Until there is something to read, a fault, or a signal; at most so long.</summary>
    public static void WaitForInput(int descriptor, int milliseconds)
    {
        var wanted = new Poll { Descriptor = descriptor, Events = Poll.Input };
        _ = PollOne(&wanted, 1, milliseconds);
    }

    [LibraryImport(Name, EntryPoint = "poll")]
    private static partial int PollOne(Poll* wanted, nuint count, int milliseconds);

    [LibraryImport(Name, EntryPoint = "shmget")]
    public static partial int SharedMemoryGet(int key, nuint bytes, int flags);

    /// <returns>-1 on failure.</returns>
    [LibraryImport(Name, EntryPoint = "shmat")]
    public static partial nint SharedMemoryAttach(int id, nint address, int flags);

    [LibraryImport(Name, EntryPoint = "shmdt")]
    public static partial int SharedMemoryDetach(nint address);

    [LibraryImport(Name, EntryPoint = "shmctl")]
    public static partial int SharedMemoryControl(int id, int command, void* description);

    /// <summary>poll.h, struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public const short Input = 1;

        public int Descriptor;
        public short Events;
        public short Found;
    }
}
