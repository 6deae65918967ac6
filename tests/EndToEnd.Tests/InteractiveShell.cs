using System.Text;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>A shell on a terminal of its own, and somebody who types.</summary>
internal static class InteractiveShell
{
    /// <summary>Takes the steps of <c>interactive_shell.py</c>; all that the terminal showed. Fails the test where a step does.</summary>
    public static async Task<string> TypeAsync(params string[] steps)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string python = Programs.Require("python3", "python3");
        using Stream? resource = typeof(InteractiveShell).Assembly.GetManifestResourceStream("interactive_shell.py");
        Assert.NotNull(resource);
        using var script = new StreamReader(resource);
        string typing = await script.ReadToEndAsync(cancellation);
        byte[] shown = await Programs.RunAsync(
            python, ["-c", typing], Encoding.UTF8.GetBytes(string.Join('\n', steps) + "\n"), cancellation);
        return Encoding.UTF8.GetString(shown);
    }
}
