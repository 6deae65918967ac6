using System.CommandLine;
using ScreenShare.CommandLine.Defaults;

namespace ScreenShare.CommandLine.Help;

/// <summary>What a program is called: by itself, by whoever types it, and in the configuration file, one for all programs.</summary>
/// <param name="Name">What <c>--version</c> begins with.</param>
/// <param name="Typed">What is typed before its options.</param>
public sealed record ProgramNames(string Name, string Typed)
{
    private static readonly string[] AllSections = ["share", "watch", "view", "demo"];

    /// <summary>Of a program that is one of several: the sections that hold for it. Null: each of its commands has one.</summary>
    private IReadOnlyList<string>? OwnSections { get; init; }

    /// <summary>Which of the sections a run is about.</summary>
    private Func<ParseResult, string>? Choose { get; init; }

    /// <summary>Sections that are for other programs.</summary>
    internal IReadOnlyList<string> OthersSections => OwnSections is null ? [] : [.. AllSections.Except(OwnSections)];

    /// <summary>Of a program that does several things: each command has the section of its name.</summary>
    public static ProgramNames OfCommands(string name) => new(name, name);

    /// <summary>Of a project of a clone, run by the SDK, which does what one command of that program does, or two.</summary>
    /// <param name="sections">The commands it does what they do.</param>
    /// <param name="choose">Which of them; null: the first.</param>
    public static ProgramNames OfProject(string project, string[] sections, Func<ParseResult, string>? choose = null) =>
        new($"ScreenShare.{project}", $"dotnet run -c Release --project src/{project} --")
        {
            OwnSections = sections,
            Choose = choose ?? (_ => sections[0]),
        };

    /// <summary>What is typed for a command of it.</summary>
    internal string TypedFor(Command command) => command is RootCommand ? Typed : $"{Typed} {command.Name}";

    internal string SectionOf(ParseResult parsed) => Choose?.Invoke(parsed) ?? parsed.CommandResult.Command.Name;

    internal IEnumerable<string> SectionsOf(RootCommand root) =>
        OwnSections ?? root.Subcommands.Where(SettableOptions.HasAny).Select(command => command.Name);

    /// <param name="section">One of <see cref="SectionsOf"/>.</param>
    internal Command CommandOf(RootCommand root, string section) =>
        OwnSections is null ? root.Subcommands.First(command => command.Name == section) : root;
}
