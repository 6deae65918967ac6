using System.Globalization;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>Where log lines go: warnings to standard error, everything to the file that was asked for.</summary>
public static class ViewerLogging
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {Message:lj}{NewLine}{Exception}";

    /// <param name="drawsTerminal">True when a log line would land in the middle of a picture: then only the file gets any.</param>
    public static Logger Create(ViewerSettings settings, bool drawsTerminal)
    {
        LogEventLevel wanted = settings.Verbose ? LogEventLevel.Debug : LogEventLevel.Information;
        LoggerConfiguration configuration = new LoggerConfiguration().MinimumLevel.Is(wanted);
        if (!drawsTerminal)
        {
            configuration.WriteTo.Printable(to => to.Console(
                restrictedToMinimumLevel: settings.Verbose ? LogEventLevel.Debug : LogEventLevel.Warning,
                outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Verbose));
        }

        if (settings.LogPath is { } path)
        {
            var lines = new MessageTemplateTextFormatter(Line, CultureInfo.InvariantCulture);
            configuration.WriteTo.Printable(to => to.Sink(new LogFileSink(path, lines, StandardError.Say)));
        }
        return configuration.CreateLogger();
    }

    /// <summary>Null when the log file can be written, else what is in the way.</summary>
    public static string? FindProblem(string path)
    {
        if (path.Length == 0) return "--log needs the name of a file, such as viewer.log";
        try
        {
            using FileStream file = OwnFile.OpenToAppend(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return PrintableText.Of($"cannot write the log to {path}: {e.Message} Name a file of your own.");
        }
    }
}
