using System.Diagnostics;
using System.Runtime.InteropServices;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>Where the console viewer is and how to start it. The build puts it beside this program.</summary>
internal static class ViewerProgram
{
    private const string Assembly = "ScreenShare.Viewer.Console.dll";

    /// <exception cref="StartupException">It is not there.</exception>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "viewer", Assembly);
        if (!File.Exists(path))
            throw new StartupException($"The demo needs the console viewer at {path}; build src/Broadcaster again to get it there.");
        var start = new ProcessStartInfo(DotnetHost(), ["exec", path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };

        // Lives of some seconds do not pay for compiling by profile: without it a viewer of 6 s takes 1.5 s of CPU instead of 2.1 s.
        start.Environment["DOTNET_TieredPGO"] = "0";
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
