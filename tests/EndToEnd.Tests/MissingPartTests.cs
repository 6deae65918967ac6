using System.Diagnostics;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>
/// Machines that lack a part: libraries that are loaded at run time, a home, a browser. A library is made unloadable by a file of its name
/// that is none, which the loader finds first.
/// </summary>
public sealed class MissingPartTests : IDisposable
{
    private const string Link = "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw";

    private readonly Scratch _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData("libX11.so.6", "--source screen", 2, "capturing the screen needs libX11.so.6, which cannot be loaded: install libx11-6 ")]
    [InlineData("libX11.so.6", "", 0, "showing the test picture, since capturing the screen needs libX11.so.6")]
    [InlineData("libXext.so.6", "--source screen", 0, "libXext.so.6 cannot be loaded: install libxext6")]
    [InlineData("libXdamage.so.1", "--source screen", 0, "libXdamage.so.1 cannot be loaded: install libxdamage1")]
    [InlineData("libXfixes.so.3", "--source screen", 0, "libXfixes.so.3 cannot be loaded: install libxfixes3")]
    [InlineData("libXrandr.so.2", "--source screen:1", 2, "told apart, since libXrandr.so.2 cannot be loaded: install libxrandr2")]
    [InlineData("libssl.so.3 libssl.so.1.1", "--source test:64x64", 2, "needs OpenSSL, and libssl.so.3 cannot be loaded: install libssl3")]
    public async Task One_line_names_a_missing_library_and_its_package(string files, string source, int exitCode, string said)
    {
        using XServer server = XServer.Start();
        foreach (string file in files.Split(' ')) await NotALibraryAsync(file);

        await using AppProcess program = AppProcess.Start(
            Apps.PathOf("Broadcaster"),
            [.. source.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--bind", "127.0.0.1", "--frames", "1"],
            server.Display, AppOutput.Lines, before: $"export LD_LIBRARY_PATH='{_folder.Path("")}'");

        Assert.Equal(exitCode, await program.ExitAsync(Cancellation));
        Assert.Contains(said, Assert.Single(program.ErrorText), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_library_under_that_name_is_as_good_as_none()
    {
        using XServer server = XServer.Start();
        string other = Process.GetCurrentProcess().Modules.Cast<ProcessModule>().First(module => module.ModuleName == "libm.so.6").FileName;
        File.Copy(other, _folder.Path("libX11.so.6"));

        await using AppProcess program = AppProcess.Start(
            Apps.PathOf("Broadcaster"), ["--source", "screen"], server.Display, AppOutput.Lines,
            before: $"export LD_LIBRARY_PATH='{_folder.Path("")}'");

        Assert.Equal(2, await program.ExitAsync(Cancellation));
        Assert.Contains("libX11.so.6, which cannot be loaded", Assert.Single(program.ErrorText), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("unset HOME")]
    [InlineData("export HOME=/nonexistent TMPDIR=/nonexistent")]
    [InlineData("export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0 LC_ALL=de_DE.UTF-8 DOTNET_BUNDLE_EXTRACT_BASE_DIR=/nonexistent")]
    [InlineData("export DOTNET_STARTUP_HOOKS=/nonexistent.dll")]
    public async Task What_stands_in_the_environment_does_not_matter(string before)
    {
        await using AppProcess program = AppProcess.Start(
            Apps.PathOf("App"), ["share", "--source", "test:64x64", "--bind", "127.0.0.1", "--frames", "1"], null, AppOutput.Lines,
            before: before);

        Assert.Equal(0, await program.ExitAsync(Cancellation));
        Assert.Empty(program.ErrorText);
        Assert.Matches(@"^Ended: 1 frames in \d+\.\d s", program.OutputText.Last());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_browser_that_cannot_be_opened_is_no_secret()
    {
        string opener = _folder.Path("xdg-open");
        await File.WriteAllTextAsync(opener, "#!/bin/sh\nexit 3\n", Cancellation);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await using AppProcess viewer = AppProcess.Start(
            Apps.PathOf("Viewer.Gui"), [Link, "--bind", "127.0.0.1"], ":987", AppOutput.Lines, programs: _folder.Path(""));

        await viewer.SaysAsync("open http://127.0.0.1:", Cancellation); // at once, or when the opener has given up
    }

    private Task NotALibraryAsync(string name) => File.WriteAllTextAsync(_folder.Path(name), new string('-', 4096), Cancellation);
}
