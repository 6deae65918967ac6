using System.Runtime.InteropServices;

namespace ScreenShare.CommandLine.Output;

/// <summary>
/// Whether a standard stream is what somebody gave this program. Where it was started without (<c>&gt;&amp;-</c>), the runtime's own files
/// and pipes take the number, and neither must be written to or read from as if it were the stream.
/// </summary>
internal static partial class GivenStream
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private const int GetFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    // What was given has come through an exec, which closes all that is so marked; what the runtime opens is so marked.
    public static bool Has(int number) =>
        OperatingSystem.IsWindows() || Control(number, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int file, int command);
}
