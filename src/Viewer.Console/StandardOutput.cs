using Microsoft.Win32.SafeHandles;

namespace ScreenShare.Viewer.Console;

/// <summary>Standard output as bytes.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// A stream that throws when nobody reads the pipe any more. The runtime's own console stream drops what it is given then, and a
    /// viewer would go on decoding for a player that was closed long ago. On Windows there is only the runtime's.
    /// </summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
            return System.Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (!stream.CanSeek)
            return stream;

        // A file: a file stream keeps a position of its own, and would write over what others who share the file have written.
        stream.Dispose();
        return System.Console.OpenStandardOutput();
    }
}
