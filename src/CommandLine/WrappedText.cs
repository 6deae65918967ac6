namespace ScreenShare.CommandLine;

/// <summary>Breaks a sentence over the lines of a terminal, which itself would break it in the middle of words.</summary>
public static class WrappedText
{
    /// <summary>
    /// Lines of at most so many characters, broken at spaces. A number stays with its unit; only what is longer than a line by itself is
    /// broken elsewhere. At least one line.
    /// </summary>
    /// <param name="columns">At least 1.</param>
    public static IReadOnlyList<string> Lines(string text, int columns)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        List<string> lines = [];
        string rest = text.Trim();
        while (rest.Length > columns)
        {
            int end = FindBreak(rest, columns);
            lines.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        lines.Add(rest);
        return lines;
    }

    /// <summary>The same in so many lines at most; where more is said, an ellipsis ends the last.</summary>
    /// <param name="lines">At least 1.</param>
    public static IReadOnlyList<string> Lines(string text, int columns, int lines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lines, 1);
        IReadOnlyList<string> all = Lines(text, columns);
        if (all.Count <= lines) return all;
        string last = columns > 1 ? Lines(all[lines - 1], columns - 1)[0] : "";
        return [.. all.Take(lines - 1), last + "…"];
    }

    // The last space that a line may end at, or where the line is full.
    private static int FindBreak(string text, int columns)
    {
        int anySpace = -1;
        for (int end = columns; end > 0; end--)
        {
            if (text[end] != ' ') continue;
            if (!EndsInNumber(text.AsSpan(0, end))) return end;
            anySpace = Math.Max(anySpace, end);
        }

        return anySpace > 0 ? anySpace : columns;
    }

    private static bool EndsInNumber(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> word = text[(text.LastIndexOf(' ') + 1)..].TrimStart('(');
        return word.Length > 0 && char.IsAsciiDigit(word[^1]) && !word.ContainsAnyExceptInRange('.', '9');
    }
}
