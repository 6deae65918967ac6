namespace ScreenShare.House.Tests;

/// <summary>src/BannedSymbols.txt, as far as it bans whole types. The analyzer that reads it looks at uses, not at declarations.</summary>
internal static class BannedTypes
{
    private static readonly string[] Types = Read("T:"), Namespaces = Read("N:");

    public static int Count => Types.Length + Namespaces.Length;

    public static bool Contains(Type type) => Types.Contains(type.FullName) || Namespaces.Contains(type.Namespace);

    private static string[] Read(string kind) =>
        [.. Repository.Lines("src/BannedSymbols.txt").Where(line => line.StartsWith(kind, StringComparison.Ordinal))
            .Select(line => line[kind.Length..line.IndexOf(';')])];
}
