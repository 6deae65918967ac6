using System.CommandLine;
using System.CommandLine.Help;

namespace ScreenShare.CommandLine.Help;

/// <summary>What of a command people are told, and in which words: for the help, the manual and the completions alike.</summary>
internal static class CommandWords
{
    private static readonly string[] BriefEnds = [": ", "; ", ", such as", " ["];

    public static IEnumerable<Command> CommandsOf(Command command) => command.Subcommands.Where(known => !known.Hidden);

    /// <summary>Its own first, then those that all commands have.</summary>
    public static IEnumerable<Option> OptionsOf(Command command)
    {
        IEnumerable<Option> inherited = command.Parents.OfType<Command>()
            .SelectMany(parent => parent.Options.Where(option => option.Recursive));
        return command.Options.Where(option => !option.Hidden).OrderBy(IsOfAll).Concat(inherited);
    }

    /// <summary>Such as <c>--fps N</c>.</summary>
    public static string Label(Option option)
    {
        string name = option is HelpOption ? "-h, --help" : option.Name;
        return ValueOf(option) is { } value ? $"{name} {value}" : name;
    }

    /// <summary>Such as <c>[LINK]</c>.</summary>
    public static string Label(Argument argument)
    {
        string name = argument.HelpName ?? argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    public static string Label(Command command) => string.Join(' ', command.Arguments.Select(Label).Prepend(command.Name));

    /// <summary>What stands for the value; null where an option takes none.</summary>
    public static string? ValueOf(Option option)
    {
        if (option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)) return null;
        string name = option.HelpName ?? "VALUE";
        return option.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    public static string Description(Symbol symbol) => symbol switch
    {
        HelpOption => "Show this help",
        VersionOption => "Show the version and the commit it was built from",
        _ => symbol.Description ?? "",
    };

    /// <summary>Of several sentences, for a list.</summary>
    public static string FirstSentence(Symbol symbol)
    {
        string description = Description(symbol);
        int end = description.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? description : description[..end]).TrimEnd('.');
    }

    /// <summary>The fewest words that still say it, for a list that a shell shows beside what is typed.</summary>
    public static string Brief(Symbol symbol)
    {
        string sentence = FirstSentence(symbol);
        int[] ends = [.. BriefEnds.Select(end => sentence.IndexOf(end, StringComparison.Ordinal)).Where(end => end > 0)];
        return ends.Length > 0 ? sentence[..ends.Min()] : sentence;
    }

    private static bool IsOfAll(Option option) => option is HelpOption or VersionOption;
}
