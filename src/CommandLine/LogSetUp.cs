using System.Globalization;
using Microsoft.Extensions.Logging;
using ScreenShare.CommandLine.Output;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Display;
using Serilog.Sinks.SystemConsole.Themes;

namespace ScreenShare.CommandLine;

/// <summary>
/// Where log lines go: everything to the file that was asked for, warnings to standard error; standard output belongs to links, to
/// pictures and to programs. Each line is written before the next thing happens, so that none is lost whatever ends the program.
/// </summary>
public static class LogSetUp
{
    private const string FileLine = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";
    private const string ClearLine = "\r\e[K"; // to the line's start, and clear it (ECMA-48, EL)
    private const string ConsoleLine = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <param name="drawing">On the terminal that standard error may be: under a picture only the file gets any lines.</param>
    /// <exception cref="StartupException">There will be no log, which somebody who asked for it wants to know at once.</exception>
    public static ILoggerFactory Open(LogWishes wishes, TerminalDrawing drawing)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        LogEventLevel detail = wishes.Verbose ? LogEventLevel.Debug : LogEventLevel.Information;
        LoggerConfiguration configuration = new LoggerConfiguration().MinimumLevel.Is(detail);
        if (Console.IsErrorRedirected) drawing = TerminalDrawing.None;
        if (drawing != TerminalDrawing.Picture)
        {
            configuration.WriteTo.Printable(to => to.Console(
                restrictedToMinimumLevel: wishes.Verbose ? detail : LogEventLevel.Warning,
                outputTemplate: drawing == TerminalDrawing.StatusLine ? ClearLine + ConsoleLine : ConsoleLine,
                formatProvider: CultureInfo.InvariantCulture,
                theme: ConsoleTheme.None,
                standardErrorFromLevel: LogEventLevel.Verbose));
        }

        if (wishes.File is { } path)
        {
            LogFileSink file = OpenFile(path);
            configuration.WriteTo.Printable(to => to.Sink(file));
        }

        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }

    private static LogFileSink OpenFile(string path)
    {
        if (path.Length == 0) throw new StartupException("--log needs the name of a file, such as screenshare.log");
        try
        {
            return new LogFileSink(path, new MessageTemplateTextFormatter(FileLine, CultureInfo.InvariantCulture), StandardError.Say);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartupException($"--log {path}: {refused.Message} Give a file of your own that can be written.", refused);
        }
    }
}
