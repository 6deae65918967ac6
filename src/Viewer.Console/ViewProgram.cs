using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm.Identity;
using ScreenShare.Viewer.CommandLine;
using Serilog.Extensions.Logging;
using Spectre.Console;

namespace ScreenShare.Viewer.Console;

/// <summary>Puts a viewing together from its options: link, face, log, commands. What is wrong with them is said in one line.</summary>
internal static class ViewProgram
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ViewOptions options, CancellationToken interrupted)
    {
        using IDisposable? fileSize = FileSizeLimit.AsFault();
        if (FindProblem(options) is { } problem) return Refuse(problem);
        if (!JoinLink.TryParse(options.Link ?? await LinkInput.AskAsync().ConfigureAwait(false), out JoinLink? link, out string error))
            return Refuse(error);

        IAnsiConsole console = TextConsole(options);
        bool drawsTerminal = CanDraw(options, console);
        using var logs = new SerilogLoggerFactory(ViewerLogging.Create(options, drawsTerminal), dispose: true);
        var typed = new TypedLine(ConsoleCommand.Keys);
        CommandInput commands = drawsTerminal && !System.Console.IsInputRedirected
            ? CommandInput.OfKeys(typed)
            : CommandInput.OfLines(System.Console.In);
        PictureStream? pipe = options.Pipe == PipeFormat.None ? null : new PictureStream(StandardOutput.Open(), options.Pipe);
        using var signals = new StopSignals(interrupted);
        using IViewFace face = MakeFace(options, console, drawsTerminal, link, typed);
        try
        {
            var run = new ViewRun(options, face, pipe, commands.Lines, TimeProvider.System);
            ViewEnding ending = await run.RunAsync(link, logs, signals.Token).ConfigureAwait(false);
            if (ending.ExitCode != ViewEnding.Success) StandardError.Say(ending.Text);
            return ending.ExitCode;
        }
        catch (ViewerException e)
        {
            face.Dispose(); // gives the terminal back before the line is printed
            return Refuse(e.Message);
        }
    }

    public static int Refuse(string problem)
    {
        StandardError.Say(problem);
        return ViewEnding.BadInput;
    }

    private static string? FindProblem(ViewOptions options)
    {
        if (options.SnapshotPath is { } snapshot && new SnapshotFile(snapshot).FindProblem() is { } problem) return problem;
        if (options.Link is null && !TerminalOwner.MayRead) return LinkInput.NobodyToAsk;
        return options.LogPath is { } log ? ViewerLogging.FindProblem(log) : null;
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
