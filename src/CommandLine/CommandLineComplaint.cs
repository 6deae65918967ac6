using System.CommandLine;
using System.CommandLine.Parsing;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.CommandLine;

/// <summary>
/// What is wrong with a command line, in one line. An option that there is none of is named, with the one that may be meant.
/// </summary>
public static class CommandLineComplaint
{
    /// <summary>More is no slip of the hand, and would fill the terminal.</summary>
    private const int WordCharsMax = 60;

    /// <param name="parsed">With errors.</param>
    public static string Of(ParseResult parsed, ProgramNames names)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        ArgumentNullException.ThrowIfNull(names);
        Command command = parsed.CommandResult.Command;
        if (FindUnknownOption(parsed) is { } option) return $"There is no option {Short(option)}{Meant(option, parsed, names)}";
        if (parsed.UnmatchedTokens is not [var word, ..]) return $"{parsed.Errors[0].Message} --help lists the options.";
        if (IsLink(word)) return AboutLink(parsed, names);
        string? near = NearWord.Find(word, CommandWords.CommandsOf(command).Select(known => known.Name));
        return $"'{Short(word)}' is not understood{(near is null ? "." : $"; did you mean {near}?")} --help lists what there is.";
    }

    /// <summary>A word that somebody typed or wrote, to be named in a sentence.</summary>
    public static string Short(string word) => word.Length > WordCharsMax ? string.Concat(word.AsSpan(0, WordCharsMax), "…") : word;

    private static bool IsLink(string word) => word.Contains("magnet:", StringComparison.OrdinalIgnoreCase);

    // The link itself is not repeated: what is on the screen may be seen, and logs of terminals be read, by who must not watch.
    private static string AboutLink(ParseResult parsed, ProgramNames names)
    {
        string[] ways = [.. parsed.RootCommandResult.Command.Subcommands.Where(TakesLink)
            .Select(way => $"{names.TypedFor(way)} \"magnet:…\" for {(way.Name == "watch" ? "your browser" : "this terminal")}")];
        if (TakesLink(parsed.CommandResult.Command)) return "One link can be watched at a time: start another viewer for the other.";
        if (ways.Length == 0) return "A link is for a viewer: this program broadcasts. --help lists its options.";
        return $"To watch what a link leads to, type {string.Join(", or ", ways)}.";
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

    private static bool TakesLink(Command command) => command.Arguments.Any(argument => argument.Name == "LINK");

    private static string Meant(string typed, ParseResult parsed, ProgramNames names)
    {
        Command command = parsed.CommandResult.Command;
        Command root = parsed.RootCommandResult.Command;
        string name = "--" + typed.TrimStart('-');
        Command[] others = [.. root.Subcommands.Append(root).Where(other => other != command && OptionNames(other).Contains(name))];
        string here = command == root ? " without a command" : $" for {command.Name}";
        if (others is [RootCommand]) return $"{here}; type {names.Typed} {name}.";
        if (others.Length > 0) return $"{here}; {Listed(others)} it, as in {names.TypedFor(others[0])} {name}.";
        IEnumerable<string> known = OptionNames(command).Concat(command == root ? root.Subcommands.SelectMany(OptionNames) : []);
        return NearWord.Find(name, known) is { } near
            ? $"; did you mean {near}? --help lists the options."
            : ". --help lists the options.";
    }

    private static string Listed(Command[] commands) => commands.Length == 1
        ? $"{commands[0].Name} has"
        : $"{string.Join(", ", commands[..^1].Select(command => command.Name))} and {commands[^1].Name} have";

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Where(option => !option.Hidden).Select(option => option.Name);
}
