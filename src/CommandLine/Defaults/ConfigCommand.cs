using System.CommandLine;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.CommandLine.Defaults;

/// <summary><c>config</c>: where the file of defaults is looked for, what is set there and in the environment, for which command.</summary>
internal static class ConfigCommand
{
    public static Command Define(RootCommand root, ProgramNames names)
    {
        var command = new Command("config", "Show your own defaults: what is set, for which command, and where");
        command.SetAction(_ => Write(Console.Out, root, names));
        return command;
    }

    private static int Write(TextWriter output, RootCommand root, ProgramNames names)
    {
        ConfigLocation location = ConfigLocation.OfThisUser();
        ConfigFile file = ConfigFile.Load(location);
        output.WriteLine(PrintableText.Of(FileLine(location, file)));
        new ConfigCheck(root, names, file).Run();
        var defaults = new UserDefaults(root, file, Environment.GetEnvironmentVariable);
        (string Set, string Origin)[] lines = [.. names.SectionsOf(root).SelectMany(section => defaults
            .For(names.CommandOf(root, section), section, isGiven: _ => false)
            .Select(value => (PrintableText.Of($"{section} {value}"), PrintableText.Of(value.Origin))))];
        if (lines.Length == 0) output.WriteLine("Nothing is set.");
        int columns = lines.Length == 0 ? 0 : lines.Max(line => line.Set.Length);
        foreach ((string set, string origin) in lines) output.WriteLine($"{set.PadRight(columns)}  {origin}");
        return ExitCode.Success;
    }

    private static string FileLine(ConfigLocation location, ConfigFile file) => location.Path is null
        ? $"Configuration file: none, since {ConfigLocation.Variable} is empty"
        : $"Configuration file: {location.Shown}{(file.IsThere ? "" : " (not there)")}";
}
