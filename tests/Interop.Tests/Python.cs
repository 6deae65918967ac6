using System.Diagnostics;
using ScreenShare.TestPrograms;

namespace ScreenShare.Interop.Tests;

/// <summary>Runs the scripts that lie beside these tests with the system's Python, the one that Debian's packages extend.</summary>
internal static class Python
{
    private const string System = "/usr/bin/python3";

    public static string Require() => File.Exists(System) ? System : Programs.Require("python3", "python3");

    public static async Task RequireModuleAsync(string module, string package, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Require(), ["-c", $"import {module}"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!; // not null: always a new process
        Task<string> complaints = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        _ = await complaints;
        if (process.ExitCode != 0) throw Programs.Missing($"{module} for Python", package);
    }

    public static string Script(string name)
    {
        using Stream? resource = typeof(Python).Assembly.GetManifestResourceStream(name);
        Assert.NotNull(resource);
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    /// <summary>Runs a script to its end with some input; what it wrote.</summary>
    public static Task<byte[]> RunAsync(string script, ReadOnlyMemory<byte> input, CancellationToken cancellation) =>
        Programs.RunAsync(Require(), ["-c", Script(script)], input, cancellation);
}
