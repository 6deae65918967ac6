using System.CommandLine;
using System.CommandLine.Help;

namespace ScreenShare.CommandLine.Defaults;

/// <summary>The options that may have a default of the user's own, in the environment or in the configuration file.</summary>
internal static class SettableOptions
{
    /// <summary>
    /// What a run is for is said where it is started: a script that reads lines, and a person who does not, must both get what they expect
    /// on any machine.
    /// </summary>
    private static readonly string[] OfOneRun = ["--json", "--digest", "--frames", "--pipe", "--demo", "--new-key", "--yes"];

    /// <summary>Without its dashes: its name in the file.</summary>
    public static string NameOf(Option option) => option.Name.TrimStart('-');

    public static string VariableOf(Option option) => $"SCREENSHARE_{NameOf(option).Replace('-', '_').ToUpperInvariant()}";

    public static IEnumerable<Option> Of(Command command) => command.Options.Where(IsSettable);

    /// <summary>It, or one of its commands.</summary>
    public static bool HasAny(Command command) => Of(command).Any() || command.Subcommands.Any(HasAny);

    public static bool IsSettable(Option option) =>
        !option.Hidden && option is not (HelpOption or VersionOption) && !OfOneRun.Contains(option.Name);
}
