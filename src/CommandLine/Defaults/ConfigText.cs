namespace ScreenShare.CommandLine.Defaults;

/// <summary>
/// The text of a configuration file: lines <c>name = value</c>, below <c>[command]</c> for that command alone. Lines that are empty or
/// begin with <c>#</c> say nothing. What names and values mean is not looked at.
/// </summary>
internal static class ConfigText
{
    /// <param name="entries">In their order; all up to what is wrong.</param>
    /// <param name="complaint">What is wrong with which line; empty when all can be read.</param>
    public static bool TryParse(string text, out IReadOnlyList<ConfigEntry> entries, out string complaint)
    {
        List<ConfigEntry> read = [];
        entries = read;
        string section = "";
        int number = 0;
        foreach (ReadOnlySpan<char> whole in text.AsSpan().EnumerateLines())
        {
            number++;
            string line = whole.Trim().ToString();
            if (line is "" or ['#', ..]) continue;
            if (line is ['[', .. var name, ']']) section = name.Trim();
            else if (TryReadEntry(line, out string problem) is { } pair) read.Add(new ConfigEntry(section, pair.Name, pair.Value, number));
            else
            {
                complaint = $"line {number}: {problem}";
                return false;
            }
        }

        complaint = "";
        return true;
    }

    // A line with a link is not repeated: whoever sees it could watch.
    private static (string Name, string Value)? TryReadEntry(string line, out string problem)
    {
        problem = "";
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? line : line[..equals].TrimEnd();
        string value = equals < 0 ? "" : Unquoted(line[(equals + 1)..].TrimStart());
        if (line.Contains("magnet:", StringComparison.OrdinalIgnoreCase))
            problem = "a link does not belong here: whoever reads this file could watch. Give it to each run.";
        else if (equals < 0) problem = "write it as name = value, such as fps = 20; what is no setting begins with #.";
        else if (name.Length == 0) problem = "there is no name before the =; write it as in fps = 20.";
        else if (value.Length == 0) problem = $"{Shown(name)} has no value; write it as in fps = 20, or begin the line with #.";
        return problem.Length == 0 ? (name, value) : null;
    }

    private static string Unquoted(string value) => value is ['"', .. var inner, '"'] ? inner : value;

    private static string Shown(string name) => CommandLineComplaint.Short(name);
}
