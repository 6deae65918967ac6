namespace ScreenShare.CommandLine;

/// <summary>Words for what was typed while a program runs.</summary>
public static class TypedCommand
{
    /// <summary>What to answer to a line that is none of the commands: what may be meant, and what would be understood.</summary>
    /// <param name="words">Of the line.</param>
    /// <param name="known">All words that commands are made of.</param>
    /// <param name="usage">All commands.</param>
    public static string NotUnderstood(string line, string[] words, string[] known, string usage)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(words);
        string? wrong = words.FirstOrDefault(word => !known.Contains(word) && NearWord.Find(word, known) is not null);
        string heard = $"'{line.Trim()}' is not understood";
        return wrong is not null ? $"{heard}; did you mean {NearWord.Find(wrong, known)}? Type {usage}" : $"{heard}; type {usage}";
    }
}
