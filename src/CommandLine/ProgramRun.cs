using System.CommandLine;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.CommandLine;

/// <summary>
/// A program from its arguments to its exit code: standard streams, the command line and what is wrong with it, then the command that was
/// asked for. Commands of ours are given what they do by <see cref="CommandRun"/>; what only prints, such as the help, any signal ends.
/// </summary>
public static class ProgramRun
{
    /// <param name="command">With all its options; a <see cref="RootCommand"/>, if it is to have a help and a version.</param>
    public static Task<int> RunAsync(Command command, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(command);
        StandardStreams.Prepare();
        ParseResult parsed = Parse(command, arguments);
        if (parsed.Errors.Count > 0)
        {
            StandardError.Say(CommandLineComplaint.Of(parsed));
            return Task.FromResult(ExitCode.BadInput);
        }

        // A mistake of the program shows as one, and signals are its own affair.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return StandardStreams.GuardAsync(() => parsed.InvokeAsync(invocation));
    }

    /// <summary>A value may begin with an @, as in a broadcast's title: it names no file with more options.</summary>
    public static ParseResult Parse(Command command, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }
}
