using System.CommandLine;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Demo;
using ScreenShare.Broadcaster.Display;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm.Sockets;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Display;
using Spectre.Console;

const int Success = 0;
const int Failure = 1;
const int BadInput = 2;

StandardStreams.Prepare();
var command = new BroadcasterCommand();
command.Root.SetAction((parsed, _) => RunAsync(command.Read(parsed)));
command.Sources.SetAction(_ => SourceListing.Write(Console.Out, DesktopSession.OfThisProcess()));
ParseResult parsed = command.Root.Parse(args);
if (parsed.Errors.Count > 0) return Complain(CommandLineComplaint.Of(parsed), BadInput);
var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
return await StandardStreams.GuardAsync(() => parsed.InvokeAsync(invocation));

static async Task<int> RunAsync(Options options)
{
    using IDisposable? fileSize = FileSizeLimit.AsFault();
    bool running = false;
    using var stop = new StopSignal(); // before anything that takes time
    try
    {
        using ILoggerFactory logs = OpenLogs(options);
        var opening = new SourceOpening(options, DesktopSession.OfThisProcess(), Console.Error, TimeProvider.System);
        using IScreenSource? source = await opening.OpenAsync(stop.Asked);
        if (source is null) return Success; // ended as asked, before it began
        running = true;
        if (options.DemoViewers is not null)
        {
            var demo = new DemoRun(options, DemoFaceFor(options), TimeProvider.System, logs);
            return await demo.RunAsync(source, stop.Asked) ? Success : Failure;
        }

        var typed = new TypedLine(BroadcastCommand.Keys);
        IBroadcastFace face = FaceFor(options, typed);
        await new BroadcastRun(options, face, CommandsFor(options, face, typed), TimeProvider.System, logs).RunAsync(source, stop.Asked);
        if (source.EndReason is not null && !stop.Asked.IsCancellationRequested) StandardError.Say(source.EndReason);
        return Success;
    }
    catch (CaptureException failed)
    {
        return Complain(failed.Message, running ? Failure : BadInput);
    }
    catch (Exception cannotBegin) when (cannotBegin is NodeHostException or StartupException)
    {
        return Complain(cannotBegin.Message, BadInput);
    }
    catch (OperationCanceledException) when (stop.Asked.IsCancellationRequested)
    {
        return Success; // told to end while the node began
    }
}

static int Complain(string line, int exitCode)
{
    StandardError.Say(line);
    return exitCode;
}

// Pictures on standard input leave it no room for commands.
static ChannelReader<string> CommandsFor(Options options, IBroadcastFace face, TypedLine typed)
{
    if (options.Source is SourceName.Raw) return Channel.CreateBounded<string>(1).Reader;
    bool byKeys = face is LiveFace && !Console.IsInputRedirected;
    return (byKeys ? CommandInput.OfKeys(typed) : CommandInput.OfLines(Console.In)).Lines;
}

static IBroadcastFace FaceFor(Options options, TypedLine typed)
{
    if (options.Json) return new JsonFace(new JsonLines(OutputForPrograms()));
    var plain = new PlainFace(Console.Out, QrPlace.OfThisTerminal());
    return IsPlain() || !TerminalOwner.MayDraw ? plain : new LiveFace(AnsiConsole.Console, plain, typed);
}

static IDemoFace DemoFaceFor(Options options)
{
    if (options.Json) return new JsonDemoFace(OutputForPrograms());
    var verdict = new DemoVerdictText(AnsiConsole.Console, Console.Out);
    return IsPlain() || !TerminalOwner.MayDraw ? new PlainDemoFace(Console.Out, verdict) : new LiveDemoFace(AnsiConsole.Console, verdict);
}

static StreamWriter OutputForPrograms() => new(StandardOutput.Open()) { AutoFlush = true };

static bool IsPlain() => Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi;

static ILoggerFactory OpenLogs(Options options)
{
    const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";
    LogEventLevel detail = options.Verbose ? LogEventLevel.Debug : LogEventLevel.Information;
    LoggerConfiguration configuration = new LoggerConfiguration().MinimumLevel.Is(detail).WriteTo.Printable(to => to.Console(
        outputTemplate: Line,
        formatProvider: CultureInfo.InvariantCulture,
        standardErrorFromLevel: LogEventLevel.Verbose, // standard output belongs to the link and to programs
        restrictedToMinimumLevel: options.Verbose ? detail : LogEventLevel.Warning));
    if (options.LogFile is { } file)
    {
        configuration.WriteTo.Printable(to => to.Sink(OpenLog(file, new MessageTemplateTextFormatter(Line, CultureInfo.InvariantCulture))));
    }

    return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
}

// A person who asked for a log wants to know at once when there will be none.
static LogFileSink OpenLog(string path, MessageTemplateTextFormatter lines)
{
    if (path.Length == 0) throw new StartupException("--log needs the name of a file, such as broadcast.log");
    try
    {
        return new LogFileSink(path, lines, StandardError.Say);
    }
    catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
    {
        throw new StartupException($"--log {path}: {refused.Message} Give a file of your own that can be written.", refused);
    }
}
