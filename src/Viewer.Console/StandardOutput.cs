using Microsoft.Win32.SafeHandles;

namespace ScreenShare.Viewer.Console;

/// <summary>Standard output as bytes.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// A stream that throws when nobody reads any more. The runtime's own console stream drops what it is given then, and a viewer would go on
    /// decoding for a player that was closed long ago. On Windows there is only the runtime's.
    /// </summary>
    public static Stream Open() => OperatingSystem.IsWindows()
        ? System.Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
