using System.ComponentModel;
using System.Diagnostics;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>Starts ffmpeg, which decodes what this program does not.</summary>
internal static class Ffmpeg
{
    /// <summary>Null where there is none.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Its output is the caller's to read and its errors too, or it waits; it reads no input. Disposed, it ends.</summary>
    /// <exception cref="CaptureException">There is no ffmpeg.</exception>
    public static ChildProcess Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(
            Path ?? throw new CaptureException("showing a video needs ffmpeg, which is not on the PATH: install it (package ffmpeg)"),
            ["-nostdin", "-hide_banner", "-loglevel", "error", .. arguments])
        {
            RedirectStandardInput = true, // else it would share this program's, which may be the terminal
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return ChildProcess.Start(start);
        }
        catch (Win32Exception refused)
        {
            throw new CaptureException($"ffmpeg cannot be started: {refused.Message}", refused);
        }
    }

    private static string? Find()
    {
        string name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
