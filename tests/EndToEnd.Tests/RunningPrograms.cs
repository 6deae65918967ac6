namespace ScreenShare.EndToEnd.Tests;

/// <summary>What runs on this machine.</summary>
internal static class RunningPrograms
{
    /// <summary>Command lines of all running programs that mention a text, such as the path of a test's own.</summary>
    public static IReadOnlyList<string> With(string text)
    {
        var found = new List<string>();
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                string line = File.ReadAllText(Path.Combine(folder, "cmdline"));
                if (line.Contains(text, StringComparison.Ordinal)) found.Add(line);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has just ended.
            }
        }

        return found;
    }
}
