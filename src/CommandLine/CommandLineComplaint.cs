using System.CommandLine;
using System.CommandLine.Parsing;

namespace ScreenShare.CommandLine;

/// <summary>
/// What is wrong with a command line, in one line. An option that there is none of is named, with the one that may be meant.
/// </summary>
public static class CommandLineComplaint
{
    /// <summary>More is no slip of the hand, and would fill the terminal.</summary>
    private const int WordCharsMax = 60;

    /// <param name="parsed">With errors.</param>
    public static string Of(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        Command command = parsed.CommandResult.Command;
        if (FindUnknownOption(parsed) is { } option)
            return $"There is no option {Short(option)}{Meant(option, OptionNames(command))} --help lists the options.";
        string? verb = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        if (verb is not null && NearWord.Find(verb, command.Subcommands.Select(known => known.Name)) is { } near)
            return $"'{Short(verb)}' is not understood; did you mean {near}? --help lists what there is.";
        return $"{parsed.Errors[0].Message} --help lists the options.";
    }

    // An argument takes what it gets, a mistyped option too; what follows "--" is meant as it stands.
    private static string? FindUnknownOption(ParseResult parsed)
    {
        HashSet<string> unknown = [.. parsed.UnmatchedTokens.Where(IsOption)];
        foreach (Token token in parsed.Tokens)
        {
            if (token.Type == TokenType.DoubleDash) break;
            bool isTaken = token.Type == TokenType.Argument && parsed.CommandResult.Children
                .OfType<ArgumentResult>().Any(result => result.Tokens.Contains(token));
            if (IsOption(token.Value) && (isTaken || unknown.Contains(token.Value))) return token.Value.Split('=', ':')[0];
        }

        return null;
    }

    private static bool IsOption(string text) => text is ['-', _, ..] && !char.IsAsciiDigit(text[1]);

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Where(option => !option.Hidden).Select(option => option.Name);

    private static string Meant(string typed, IEnumerable<string> names) =>
        NearWord.Find("--" + typed.TrimStart('-'), names) is { } near ? $"; did you mean {near}?" : ".";

    private static string Short(string word) => word.Length > WordCharsMax ? string.Concat(word.AsSpan(0, WordCharsMax), "…") : word;
}
