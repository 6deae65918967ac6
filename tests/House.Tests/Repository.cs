namespace ScreenShare.House.Tests;

/// <summary>
/// The files of this repository as they lie on disk, whatever of them has been compiled. Paths are relative, with slashes.
/// </summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj"];

    public static string Root { get; } = FindRoot();

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    /// <summary>Sorted, so that a failing test says the same each time.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Generated.Contains))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<string> Sources(params string[] folders) => folders.SelectMany(folder => Files(folder, "*.cs"));

    /// <summary>"" for a file without any.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ScreenShare.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests read the sources: run them inside a clone.");
    }
}
