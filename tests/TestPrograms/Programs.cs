using System.Diagnostics;

namespace ScreenShare.TestPrograms;

/// <summary>Finds the programs of others that tests need, and runs them. A missing one skips the test and says what to install.</summary>
internal static class Programs
{
    /// <summary>The full path of a program on the PATH.</summary>
    /// <param name="package">Debian's name of what it comes with.</param>
    public static string Require(string name, string package)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        string[] folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string? found = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return found ?? throw Missing(name, package);
    }

    /// <summary>Skips the running test; fails it where SCREENSHARE_NO_SKIPS=1 says that nothing may be missing.</summary>
    public static Exception Missing(string what, string package)
    {
        string reason = $"{what} is missing: install package {package}";
        if (Environment.GetEnvironmentVariable("SCREENSHARE_NO_SKIPS") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return new UnreachableException();
    }

    /// <summary>Runs a program to its end and returns what it wrote to standard output; fails the test when it fails.</summary>
    public static async Task<byte[]> RunAsync(
        string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        (byte[] output, int exitCode, string complaints) = await TryRunAsync(program, arguments, input, cancellation).ConfigureAwait(false);
        Assert.True(exitCode == 0, $"{program} ended with {exitCode}: {complaints}");
        return output;
    }

    /// <summary>Runs a program, which may fail, to its end.</summary>
    public static async Task<(byte[] Output, int ExitCode, string Complaints)> TryRunAsync(
        string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        OwnEnvironment.LeaveOutDefaults(start);

        // Not null: null is for programs that hand over to a running instance of themselves.
        using Process process = Process.Start(start)!;
        try
        {
            using var output = new MemoryStream();
            Task reading = process.StandardOutput.BaseStream.CopyToAsync(output, cancellation);
            Task<string> complaints = process.StandardError.ReadToEndAsync(cancellation);
            await process.StandardInput.BaseStream.WriteAsync(input, cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
            await reading.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return (output.ToArray(), process.ExitCode, await complaints.ConfigureAwait(false));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
