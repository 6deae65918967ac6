using System.CommandLine;
using System.CommandLine.Parsing;
using ScreenShare.CommandLine.Defaults;
using ScreenShare.CommandLine.Help;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.CommandLine;

/// <summary>
/// A program from its arguments to its exit code: standard streams, the command line and what is wrong with it, the user's own defaults for
/// what it leaves out, then the command that was asked for. Commands of ours are given what they do by <see cref="CommandRun"/>; what only
/// prints, such as the help, any signal ends.
/// </summary>
public static class ProgramRun
{
    /// <param name="root">With all its commands and options.</param>
    public static Task<int> RunAsync(RootCommand root, ProgramNames names, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(root);
        StandardStreams.Prepare();
        HelpCommand.SetHelp(root, names);
        ProgramVersion.SetVersion(root, names);
        ParseResult parsed = Parse(root, arguments);
        return StandardStreams.GuardAsync(() => RunAsync(root, names, parsed, arguments));
    }

    /// <summary>A value may begin with an @, as in a broadcast's title: it names no file with more options.</summary>
    public static ParseResult Parse(Command command, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    private static async Task<int> RunAsync(RootCommand root, ProgramNames names, ParseResult parsed, string[] arguments)
    {
        IReadOnlyList<DefaultValue> defaults = [];
        try
        {
            if (parsed.Errors.Count > 0) throw new StartupException(CommandLineComplaint.Of(parsed, names));
            bool isForItsCommand = parsed.Action == parsed.CommandResult.Command.Action; // and not for its help
            if (isForItsCommand && SettableOptions.Of(parsed.CommandResult.Command).Any())
            {
                defaults = DefaultsOf(root, names, parsed);
                parsed = Parse(root, WithDefaults(parsed, arguments, defaults));
                if (parsed.Errors.Count > 0) throw new StartupException(CommandLineComplaint.Of(parsed, names));
            }

            // A mistake of the program shows as one, and signals are its own affair.
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (StartupException cannotBegin)
        {
            StandardError.Say(DefaultOrigin.Told(cannotBegin.Message, defaults));
            return ExitCode.BadInput;
        }
    }

    private static IReadOnlyList<DefaultValue> DefaultsOf(RootCommand root, ProgramNames names, ParseResult parsed)
    {
        ConfigFile file = ConfigFile.Load(ConfigLocation.OfThisUser());
        new ConfigCheck(root, names, file).Run();
        return new UserDefaults(root, file, Environment.GetEnvironmentVariable).For(
            parsed.CommandResult.Command, names.SectionOf(parsed), option => parsed.GetResult(option) is { Implicit: false });
    }

    // Right after the command: what comes later may end with "--".
    private static string[] WithDefaults(ParseResult parsed, string[] arguments, IReadOnlyList<DefaultValue> defaults)
    {
        Command command = parsed.CommandResult.Command;
        int at = command is RootCommand ? 0 : Array.IndexOf(arguments, command.Name) + 1;
        return [.. arguments[..at], .. defaults.SelectMany(value => value.Arguments()), .. arguments[at..]];
    }
}
