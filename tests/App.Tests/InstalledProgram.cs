using System.Text;
using ScreenShare.TestPrograms;

namespace ScreenShare.App.Tests;

/// <summary>The program as a process: <c>screenshare</c>, as it was built beside these tests.</summary>
internal static class InstalledProgram
{
    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "screenshare");

    /// <param name="environment">As <c>NAME=value</c>.</param>
    public static async Task<(string Output, int ExitCode, string Complaints)> RunAsync(string[] environment, params string[] arguments)
    {
        (byte[] output, int exitCode, string complaints) = await Programs.TryRunAsync(
            Programs.Require("env", "coreutils"), [.. environment, Path, .. arguments], default, TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(output), exitCode, complaints.Trim());
    }
}
