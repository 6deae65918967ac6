using System.CommandLine;
using Microsoft.Extensions.Logging;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm.Identity;
using ScreenShare.Viewer.CommandLine;
using Spectre.Console;

namespace ScreenShare.Viewer.Console;

/// <summary>Puts a viewing together from its options: link, face, log, commands. What is wrong with them is said in one line.</summary>
internal static class ViewProgram
{
    /// <summary>Leaving, the last snapshot and the totals may take a few seconds.</summary>
    private static readonly TimeSpan EndingAtMost = TimeSpan.FromSeconds(6);

    /// <summary>Gives a command its options and its run.</summary>
    public static Command Define(Command command)
    {
        var line = new ViewCommandLine(command);
        command.SetRun((parsed, stop) => RunAsync(line.Read(parsed), stop), EndingAtMost);
        return command;
    }

    /// <returns>The exit code.</returns>
    private static async Task<int> RunAsync(ViewOptions options, CancellationToken stop)
    {
        if (options.SnapshotPath is { } snapshot && new SnapshotFile(snapshot).FindProblem() is { } problem)
            throw new StartupException(problem);
        LinkInput.RequireSomebodyToAsk(options.Link);
        IAnsiConsole console = TextConsole(options);
        bool drawsTerminal = CanDraw(options, console);
        using ILoggerFactory logs = LogSetUp.Open(options.Log, drawsTerminal ? TerminalDrawing.Picture : TerminalDrawing.None);
        JoinLink link = await LinkInput.ReadAsync(options.Link, stop).ConfigureAwait(false);
        var typed = new TypedLine(ConsoleCommand.Keys);
        CommandInput commands = drawsTerminal && !System.Console.IsInputRedirected
            ? CommandInput.OfKeys(typed)
            : CommandInput.OfLines(System.Console.In);
        PictureStream? pipe = options.Pipe == PipeFormat.None ? null : new PictureStream(StandardOutput.Open(), options.Pipe);
        using IViewFace face = MakeFace(options, console, drawsTerminal, link, typed);
        try
        {
            var run = new ViewRun(options, face, pipe, commands.Lines, TimeProvider.System);
            ViewEnding ending = await run.RunAsync(link, logs, stop).ConfigureAwait(false);
            if (ending.Code != ExitCode.Success) StandardError.Say(ending.Text);
            return ending.Code;
        }
        catch (ViewerException cannotBegin)
        {
            throw new StartupException(cannotBegin.Message, cannotBegin); // told when the terminal has been given back
        }
    }

    private static IAnsiConsole TextConsole(ViewOptions options)
    {
        TextWriter writer = options.TextToStandardError ? System.Console.Error : System.Console.Out;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (System.Console.IsOutputRedirected) console.Profile.Width = 140; // a file has no edge: tables need not wrap
        return console;
    }

    private static bool CanDraw(ViewOptions options, IAnsiConsole console) =>
        !options.Json
        && options.Pipe == PipeFormat.None
        && !System.Console.IsOutputRedirected
        && TerminalOwner.MayDraw
        && TerminalColours.OfThisTerminal() != ColourDepth.None
        && console.Profile.Capabilities.Ansi; // asking switches it on where Windows can

    private static IViewFace MakeFace(ViewOptions options, IAnsiConsole console, bool drawsTerminal, JoinLink link, TypedLine typed)
    {
        if (options.Json)
        {
            Stream output = options.TextToStandardError ? StandardError.Open() : StandardOutput.Open();
            return new JsonFace(new JsonLines(output), options.Digest);
        }

        var text = new TextFace(console, options.Digest);
        return drawsTerminal ? new TerminalFace(text, link.Title, typed, TerminalColours.OfThisTerminal()) : text;
    }
}
