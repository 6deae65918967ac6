using System.Text.RegularExpressions;

namespace ScreenShare.House.Tests;

/// <summary>
/// What of a page in Markdown is prose: no table, no block of code. Where a link leads does not count, it cannot be broken.
/// </summary>
internal static partial class Prose
{
    public static IEnumerable<(int Number, int Columns)> Lines(string[] page)
    {
        bool isFenced = false;
        for (int i = 0; i < page.Length; i++)
        {
            string line = page[i];
            bool isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (isFence) isFenced = !isFenced;
            if (isFence || isFenced || line.StartsWith('|') || line.StartsWith("    ", StringComparison.Ordinal)) continue;
            yield return (i + 1, Goal().Replace(line, "]").Length);
        }
    }

    [GeneratedRegex(@"\]\([^)]*\)|<https?:[^>]*>")]
    private static partial Regex Goal();
}
