namespace ScreenShare.EndToEnd.Tests;

/// <summary>Starts the programs as they were built along with these tests, in the same configuration.</summary>
internal static class Apps
{
    /// <summary>On loopback, telling everything as JSON lines, digests included.</summary>
    public static AppProcess Broadcast(string source, params string[] arguments) =>
        Broadcaster(["--source", source, "--bind", "127.0.0.1", "--json", "--digest", .. arguments]);

    /// <inheritdoc cref="Broadcast"/>
    public static AppProcess Watch(string link, params string[] arguments) =>
        Viewer([link, "--bind", "127.0.0.1", "--json", "--digest", .. arguments]);

    /// <param name="arguments">All of them.</param>
    /// <param name="display">The X display the program sees; null: none.</param>
    /// <param name="programs">A folder that comes first on the program's PATH.</param>
    public static AppProcess Broadcaster(
        string[] arguments, string? display = null, string? programs = null, string? before = null) =>
        AppProcess.Start(PathOf("Broadcaster"), arguments, display, AppOutput.Lines, programs, before);

    /// <inheritdoc cref="Broadcaster"/>
    public static AppProcess Viewer(params string[] arguments)
    {
        AppOutput output = arguments.Contains("--pipe") ? AppOutput.Pictures : AppOutput.Lines;
        return AppProcess.Start(PathOf("Viewer.Console"), arguments, display: null, output);
    }

    /// <summary>The viewer in the browser, which opens none.</summary>
    public static AppProcess Gui(params string[] arguments) =>
        AppProcess.Start(PathOf("Viewer.Gui"), [.. arguments, "--no-browser"], display: null, AppOutput.Lines);

    /// <summary>The measuring bench, telling its figures as JSON lines.</summary>
    public static AppProcess Bench(params string[] arguments) =>
        AppProcess.Start(PathOf("Bench", "tests"), arguments, display: null, AppOutput.Lines);

    /// <summary>A program of ours, as it was built in these tests' configuration.</summary>
    public static string PathOf(string project, string folder = "src")
    {
        // .../tests/EndToEnd.Tests/bin/Release/net10.0/ has the repository five levels up.
        string framework = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string configuration = Path.GetDirectoryName(framework)!; // not null: a build's folder is never a root
        string repository = Path.GetFullPath(Path.Combine(framework, "..", "..", "..", "..", ".."));
        string path = Path.Combine(
            repository, folder, project, "bin", Path.GetFileName(configuration), Path.GetFileName(framework), AssemblyOf(project));
        Assert.True(File.Exists(path), $"{path} is not there: build {project}");
        return path;
    }

    private static string AssemblyOf(string project) => project == "App" ? "screenshare.dll" : $"ScreenShare.{project}.dll";
}
