using System.Diagnostics;
using System.Text.Json;

namespace ScreenShare.Bench.Measuring;

/// <summary>The project's own programs as processes, as they were built beside this one.</summary>
internal static class Programs
{
    public static Process Start(string project, params string[] arguments)
    {
        string here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string configuration = Path.Combine(Path.GetFileName(Path.GetDirectoryName(here)!), Path.GetFileName(here)); // Release/net10.0
        string root = here;
        while (!File.Exists(Path.Combine(root, "ScreenShare.sln")))
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("run the bench from the repository it was built in");
        string program = Path.Combine(root, "src", project, "bin", configuration, $"ScreenShare.{project}.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["SCREENSHARE_CONFIG"] = ""; // figures are of the programs, not of somebody's defaults
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
    }

    /// <summary>The one program that people install, as it was installed.</summary>
    public static Process StartInstalled(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })
        ?? throw new InvalidOperationException($"{program} does not start");

    /// <summary>This program again, with its input and output piped.</summary>
    public static Process StartSelf(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ScreenShare.Bench.dll");
        return Process.Start(
            new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true })
            ?? throw new InvalidOperationException($"{program} does not start");
    }

    /// <summary>Reads a broadcaster's JSON lines up to the one with the link. Empty when there is none.</summary>
    public static async Task<string> ReadLinkAsync(Process broadcaster, CancellationToken cancellation) =>
        await ReadUntilAsync(broadcaster, "link", cancellation) is { } line ? line.GetProperty("link").GetString() ?? "" : "";

    /// <summary>Reads a program's JSON lines up to the first of an event. Null when there is none.</summary>
    public static async Task<JsonElement?> ReadUntilAsync(Process program, string awaited, CancellationToken cancellation)
    {
        while (await program.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            using JsonDocument read = JsonDocument.Parse(line);
            if (read.RootElement.GetProperty("event").GetString() == awaited) return read.RootElement.Clone();
        }

        return null;
    }
}
