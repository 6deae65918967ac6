using System.Threading.Channels;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Demo;
using ScreenShare.Broadcaster.Display;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using Spectre.Console;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>
/// To whom a broadcast or a demo speaks, and from whom it hears: programs (<c>--json</c>), whoever reads standard output later, or a person
/// at a terminal, which only then is drawn on.
/// </summary>
internal sealed class OutputChoice(Options options, string watchCommand)
{
    private readonly TypedLine _typed = new(BroadcastCommand.Keys);

    private readonly bool _draws =
        !options.Json && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi && TerminalOwner.MayDraw;

    public TerminalDrawing Drawing =>
        !_draws ? TerminalDrawing.None : options.DemoViewers is null ? TerminalDrawing.StatusLine : TerminalDrawing.Picture;

    public IBroadcastFace BroadcastFace()
    {
        if (options.Json) return new JsonFace(new JsonLines(ForPrograms()));
        var plain = new PlainFace(Console.Out, QrPlace.OfThisTerminal());
        return _draws ? new LiveFace(AnsiConsole.Console, plain, _typed) : plain;
    }

    public IDemoFace DemoFace()
    {
        if (options.Json) return new JsonDemoFace(ForPrograms());
        var verdict = new DemoVerdictText(AnsiConsole.Console, Console.Out, watchCommand);
        return _draws ? new LiveDemoFace(AnsiConsole.Console, verdict) : new PlainDemoFace(Console.Out, verdict);
    }

    /// <summary>What is typed for a broadcast. Pictures on standard input leave it no room for commands.</summary>
    public ChannelReader<string> Commands()
    {
        if (options.Source is SourceName.Raw) return Channel.CreateBounded<string>(1).Reader;
        bool byKeys = _draws && !Console.IsInputRedirected;
        return (byKeys ? CommandInput.OfKeys(_typed) : CommandInput.OfLines(Console.In)).Lines;
    }

    private static StreamWriter ForPrograms() => new(StandardOutput.Open()) { AutoFlush = true };
}
