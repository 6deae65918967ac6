using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>The console viewer, as the demo starts it.</summary>
/// <param name="Executable">What is run.</param>
/// <param name="First">The arguments before the viewer's own.</param>
/// <param name="Needed">A file without which it cannot be started; null: none that could be missing.</param>
internal sealed record ViewerProgram(string Executable, IReadOnlyList<string> First, string? Needed = null)
{
    private const string ConsoleViewer = "ScreenShare.Viewer.Console.dll";

    /// <summary>A program of its own; the build puts it beside this one.</summary>
    public static ViewerProgram BesideThis()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "viewer", ConsoleViewer);
        return new ViewerProgram(DotnetHost(), ["exec", path], Needed: path);
    }

    /// <summary>This very program, with a command that views; whether it has a host of its own or runs on dotnet.</summary>
    public static ViewerProgram CommandOfThis(string command)
    {
        string self = Environment.ProcessPath ?? DotnetHost();
        bool isHost = Path.GetFileNameWithoutExtension(self) == "dotnet";
        string assembly = Assembly.GetEntryAssembly()?.GetName().Name + ".dll";
        return new ViewerProgram(self, isHost ? ["exec", Path.Combine(AppContext.BaseDirectory, assembly), command] : [command]);
    }

    /// <exception cref="StartupException">It is not there.</exception>
    public ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        if (Needed is not null && !File.Exists(Needed))
            throw new StartupException($"The demo needs the console viewer at {Needed}; build src/Broadcaster again to get it there.");
        var start = new ProcessStartInfo(Executable, [.. First, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };

        // What this user has set for viewers is not for the demo's: it would not be the same on every machine.
        string[] defaults = [.. start.Environment.Keys.Where(name => name.StartsWith("SCREENSHARE_", StringComparison.Ordinal))];
        foreach (string variable in defaults) start.Environment.Remove(variable);
        start.Environment["SCREENSHARE_CONFIG"] = "";

        // Lives of some seconds do not pay for compiling by profile: without it a viewer of 6 s takes 1.5 s of CPU instead of 2.1 s.
        start.Environment["DOTNET_TieredPGO"] = "0";

        // One of them is killed, and could not take away the sockets that debuggers would find it by.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    /// <summary>The one this program runs on, however it was started; else whatever the shell finds.</summary>
    private static string DotnetHost()
    {
        // .../shared/Microsoft.NETCore.App/10.0.0/, with the host three levels up.
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }
}
