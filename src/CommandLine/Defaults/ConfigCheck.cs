using System.CommandLine;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.CommandLine.Defaults;

/// <summary>
/// Checks every line of a configuration file, also those for other commands than the one that runs: a mistake is told at the next run of
/// anything, and not at a bad moment. A program of the repository, which is one command of several, leaves out what is for the others.
/// </summary>
internal sealed class ConfigCheck(RootCommand root, ProgramNames names, ConfigFile file)
{
    /// <exception cref="StartupException">Tells the first line that is wrong.</exception>
    public void Run()
    {
        Dictionary<(string, string), int> seen = [];
        foreach (ConfigEntry entry in file.Entries)
        {
            if (Find(entry) is { } problem) throw Wrong(entry, problem);
            if (seen.TryGetValue((entry.Section, entry.Name), out int line) && !MayComeAgain(entry))
                throw Wrong(entry, $"{Short(entry.Name)} is set in line {line} already.");
            seen[(entry.Section, entry.Name)] = entry.Line;
        }
    }

    private StartupException Wrong(ConfigEntry entry, string problem) => new($"{file.Shown}, line {entry.Line}: {problem}");

    private string? Find(ConfigEntry entry)
    {
        bool isForAny = entry.Section.Length == 0;
        string[] sections = [.. names.SectionsOf(root)];
        if (!isForAny && !sections.Contains(entry.Section))
        {
            if (names.OthersSections.Contains(entry.Section)) return null;
            IEnumerable<string> known = sections.Concat(names.OthersSections);
            return $"there is no command {Short(entry.Section)}{Meant(entry.Section, known)}";
        }

        Command[] commands = isForAny ? [.. Commands()] : [names.CommandOf(root, entry.Section)];
        (Command Command, Option Option)[] having = [.. Having(commands, entry.Name)];
        if (having.Length > 0) return having.Select(one => Problem(entry, one.Option, one.Command)).FirstOrDefault(said => said != null);
        return isForAny && names.OthersSections.Count > 0 ? null : Unknown(entry, commands);
    }

    private string Unknown(ConfigEntry entry, Command[] commands)
    {
        string option = "--" + entry.Name;
        if (commands.Any(command => command.Options.Any(known => known.Name == option)))
            return $"{entry.Name} cannot be a default: give {option} to each run that needs it.";
        string named = Short(entry.Name);
        string[] others = [.. Having([.. Commands()], entry.Name).Select(found => found.Command.Name)];
        string have = others.Length > 1 ? "have" : "has";
        if (others.Length > 0) return $"{entry.Section} has no option {named}; {string.Join(" and ", others)} {have} it.";
        IEnumerable<string> known = commands.SelectMany(SettableOptions.Of).Select(SettableOptions.NameOf);
        return $"there is no option {named}{Meant(entry.Name.TrimStart('-'), known)}";
    }

    private string? Problem(ConfigEntry entry, Option option, Command command) =>
        new DefaultValue(option, [entry.Value], "").FindProblem(root, command) is { } problem ? $"{entry.Name} {problem}" : null;

    private bool MayComeAgain(ConfigEntry entry) =>
        Having([.. Commands()], entry.Name).All(found => found.Option.Arity.MaximumNumberOfValues > 1);

    private IEnumerable<Command> Commands() => names.SectionsOf(root).Select(section => names.CommandOf(root, section)).Distinct();

    private static IEnumerable<(Command Command, Option Option)> Having(Command[] commands, string name) =>
        from command in commands
        from option in SettableOptions.Of(command)
        where SettableOptions.NameOf(option) == name
        select (command, option);

    private static string Meant(string typed, IEnumerable<string> known) =>
        NearWord.Find(typed, known) is { } near ? $"; did you mean {near}?" : ".";

    private static string Short(string word) => CommandLineComplaint.Short(word);
}
