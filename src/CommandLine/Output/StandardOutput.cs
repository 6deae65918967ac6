using Microsoft.Win32.SafeHandles;

namespace ScreenShare.CommandLine.Output;

/// <summary>Standard output, as bytes and as lines.</summary>
public static class StandardOutput
{
    private static bool IsGiven => GivenStream.Has(GivenStream.Output);

    /// <summary>For text: the same bytes as <see cref="Console.Out"/>, and faults that are all <see cref="IOException"/>.</summary>
    public static TextWriter Text() =>
        TextWriter.Synchronized(new StreamWriter(new OutputStream(IsGiven ? Console.OpenStandardOutput() : null)) { AutoFlush = true });

    /// <summary>A line for a person who has what matters elsewhere, as in a browser: lost when it cannot be written.</summary>
    public static void Say(string line)
    {
        try
        {
            Text().WriteLine(line);
        }
        catch (IOException)
        {
            // a full disk, or a terminal that has gone
        }
    }

    /// <summary>
    /// A stream that throws when nobody reads the pipe any more. The runtime's own console stream drops what it is given then, and a
    /// viewer would go on decoding for a player that was closed long ago. On Windows there is only the runtime's.
    /// </summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        if (!IsGiven) return new OutputStream(null);
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (!stream.CanSeek) return new OutputStream(stream);

        // A file: a file stream keeps a position of its own, and would write over what others who share the file have written.
        stream.Dispose();
        return new OutputStream(Console.OpenStandardOutput());
    }
}
