using System.Runtime.InteropServices;

namespace ScreenShare.CommandLine;

/// <summary>
/// Whose the terminal is. A shell lends it to one group of processes at a time; whoever reads it, or sets its modes, without having it is
/// stopped by the kernel (SIGTTIN, SIGTTOU), and so is a program that was started with <c>&amp;</c>.
/// </summary>
public static partial class TerminalOwner
{
    private const int Input = 0;
    private const int Output = 1;
    private const int BackgroundRead = 21; // signal.h, SIGTTIN; on Linux, macOS and the BSDs alike
    private static readonly int StopNow = OperatingSystem.IsLinux() ? 19 : 17; // signal.h, SIGSTOP: 17 on macOS and the BSDs
    private const nint Ignore = 1; // signal.h, SIG_IGN

    /// <summary>
    /// False where standard input is a terminal that somebody else has: the shell or a program in the foreground, or any terminal of
    /// another session. What is no terminal may always be read.
    /// </summary>
    public static bool MayRead => OperatingSystem.IsWindows() || IsATerminal(Input) == 0 || IsOurs(Input);

    /// <summary>False where standard output is a terminal that somebody else has: lines may go there, drawings not.</summary>
    public static bool MayDraw => OperatingSystem.IsWindows() || IsATerminal(Output) == 0 || IsOurs(Output);

    /// <summary>
    /// A read that is under way while the terminal is taken away (Ctrl-Z, then <c>bg</c>) fails from now on instead of stopping the
    /// program. Children inherit that (the runtime resets handlers, not what is ignored), so that each is given an input of its own: one
    /// that read the terminal from the background would not wait for it but fail.
    /// </summary>
    public static void LetReadsFailInBackground()
    {
        if (!OperatingSystem.IsWindows()) HandleSignal(BackgroundRead, Ignore);
    }

    /// <summary>Stops this program until its shell continues it, as Ctrl-Z does. Not on Windows.</summary>
    public static void Stop() => _ = SendSignal(Environment.ProcessId, StopNow);

    // -1, no terminal of this session, is nobody's group.
    private static bool IsOurs(int descriptor) => ForegroundGroup(descriptor) == OwnGroup();

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsATerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int ForegroundGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int OwnGroup();

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint HandleSignal(int number, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int number);
}
