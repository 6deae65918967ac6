using System.CommandLine;

namespace ScreenShare.CommandLine.Defaults;

/// <summary>
/// What this user has set for options that are not given: in the environment, else in the section of the command, else before any section.
/// Each is checked as if it had been typed, and what is wrong with one is told with its place.
/// </summary>
/// <param name="variable">Looks up an environment variable; null where there is none.</param>
internal sealed class UserDefaults(RootCommand root, ConfigFile file, Func<string, string?> variable)
{
    /// <summary>For those options of a command that are not given.</summary>
    /// <exception cref="StartupException">One of them is wrong.</exception>
    public IReadOnlyList<DefaultValue> For(Command command, string section, Func<Option, bool> isGiven)
    {
        List<DefaultValue> all = [];
        foreach (Option option in SettableOptions.Of(command).Where(option => !isGiven(option)))
        {
            if ((OfEnvironment(option, command) ?? OfFile(option, section) ?? OfFile(option, "")) is { } set) all.Add(set);
        }

        return all;
    }

    private DefaultValue? OfEnvironment(Option option, Command command)
    {
        string name = SettableOptions.VariableOf(option);
        if (variable(name) is not { Length: > 0 } text) return null;
        bool isList = option.Arity.MaximumNumberOfValues > 1;
        string[] values = isList ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [text];
        var value = new DefaultValue(option, values, name);
        return value.FindProblem(root, command) is { } problem ? throw new StartupException($"{name}: {problem}") : value;
    }

    // All lines of the file have been checked.
    private DefaultValue? OfFile(Option option, string section)
    {
        ConfigEntry[] entries = [.. file.Entries.Where(entry => entry.Section == section && entry.Name == SettableOptions.NameOf(option))];
        return entries.Length == 0
            ? null
            : new DefaultValue(option, [.. entries.Select(entry => entry.Value)], $"{file.Shown}, line {entries[^1].Line}");
    }
}
