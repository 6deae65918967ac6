using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace ScreenShare.CommandLine;

/// <summary>
/// Log lines, which name what others are called and repeat what they say: on a console, and in a file that somebody reads on one.
/// </summary>
public static class PrintableLog
{
    /// <summary>
    /// The sinks that are configured here get every value as <see cref="PrintableText"/>, so that none of them makes a second line, and
    /// every exception's lines too.
    /// </summary>
    public static LoggerConfiguration Printable(this LoggerSinkConfiguration sinks, Action<LoggerSinkConfiguration> configure) =>
        sinks.Sink(LoggerSinkConfiguration.Wrap(sink => new Sink(sink), configure));

    private static LogEventPropertyValue Of(LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: string text } => new ScalarValue(PrintableText.Of(text)),
        ScalarValue { Value: null or bool or IConvertible and IFormattable } number => number,
        ScalarValue { Value: { } other } => new ScalarValue(PrintableText.Of(other.ToString() ?? "")),
        SequenceValue sequence => new SequenceValue(sequence.Elements.Select(Of)),
        StructureValue structure => new StructureValue(structure.Properties.Select(Of), structure.TypeTag),
        DictionaryValue dictionary => new DictionaryValue(dictionary.Elements.Select(
            pair => KeyValuePair.Create((ScalarValue)Of(pair.Key), Of(pair.Value)))), // a scalar stays one
        _ => new ScalarValue(PrintableText.Of(value.ToString())),
    };

    private static LogEventProperty Of(LogEventProperty property) => new(property.Name, Of(property.Value));

    private sealed class Sink(ILogEventSink inner) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => inner.Emit(new LogEvent(
            logEvent.Timestamp,
            logEvent.Level,
            logEvent.Exception is { } exception ? new PrintableException(exception) : null,
            logEvent.MessageTemplate,
            logEvent.Properties.Select(property => new LogEventProperty(property.Key, Of(property.Value)))));
    }

    /// <summary>Stands in for an exception: a sink writes what <see cref="ToString"/> says.</summary>
    private sealed class PrintableException(Exception thrown) : Exception(PrintableText.Of(thrown.Message))
    {
        private readonly string _text = string.Join(
            Environment.NewLine, thrown.ToString().Split(Environment.NewLine).Select(PrintableText.Of));

        public override string ToString() => _text;
    }
}
