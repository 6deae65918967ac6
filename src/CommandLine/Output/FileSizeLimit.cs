using System.Runtime.InteropServices;

namespace ScreenShare.CommandLine.Output;

/// <summary>A limit on the size of files (<c>ulimit -f</c>), which by default kills whoever reaches it.</summary>
public static class FileSizeLimit
{
    private const PosixSignal FileSize = (PosixSignal)25; // SIGXFSZ on Linux and macOS

    /// <summary>
    /// Until it is disposed, reaching the limit is a fault of the write, like a full disk. Null where there is no such signal.
    /// </summary>
    public static IDisposable? AsFault() => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()
        ? PosixSignalRegistration.Create(FileSize, signal => signal.Cancel = true)
        : null;
}
