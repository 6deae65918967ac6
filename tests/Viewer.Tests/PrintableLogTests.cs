using System.Globalization;
using System.Net;
using ScreenShare.CommandLine;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace ScreenShare.Viewer.Tests;

public sealed class PrintableLogTests
{
    private const string Hostile = "a\e]0;owned\a\u202Eb\nINF forged";
    private const string Printable = "a?]0;owned??b?INF forged";

    [Fact]
    public void What_others_are_called_steers_no_terminal_and_begins_no_line_of_the_log()
    {
        Assert.Equal($"peer {Printable} left\n", Logged(log => log.Information("peer {Client} left", Hostile)));
        Assert.Contains(Printable, Logged(log => log.Information("peers {Clients}", (object)new[] { Hostile, "c" })));
        Assert.Contains(Printable, Logged(log => log.Information("peer {@Peer}", new { Client = Hostile })));
        Assert.Contains(Printable, Logged(log => log.Information("peers {Peers}", new Dictionary<string, string> { [Hostile] = "x" })));
        Assert.DoesNotContain('\e', Logged(log => log.Information("peer {Client}", new Named(Hostile))));
    }

    [Fact]
    public void Nor_do_exceptions_whose_lines_stay_lines()
    {
        string logged = Logged(log => log.Error(Thrown(), "failed"));

        Assert.StartsWith("failed\n", logged);
        Assert.Contains("InvalidDataException: a?]0;owned??b", logged);
        Assert.Contains("\n   at ", logged);
        Assert.DoesNotContain('\e', logged);
        Assert.DoesNotContain('\u202E', logged);
    }

    [Fact]
    public void Numbers_and_addresses_stay_as_they_are() => Assert.Equal(
        "port 6881, 12.5 ms, 192.0.2.1\n",
        Logged(log => log.Information("port {Port}, {Delay:F1} ms, {Address}", 6881, 12.5, IPAddress.Parse("192.0.2.1"))));

    private static string Logged(Action<Logger> say)
    {
        var text = new StringWriter { NewLine = "\n" };
        using (Logger log = new LoggerConfiguration().WriteTo.Printable(to => to.Sink(new TextSink(text))).CreateLogger()) say(log);
        return text.ToString();
    }

    private static InvalidDataException Thrown()
    {
        try
        {
            throw new InvalidDataException(Hostile);
        }
        catch (InvalidDataException caught)
        {
            return caught;
        }
    }

    private sealed record Named(string Name)
    {
        public override string ToString() => Name;
    }

    private sealed class TextSink(TextWriter text) : ILogEventSink
    {
        private readonly MessageTemplateTextFormatter _lines = new("{Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture);

        public void Emit(LogEvent logEvent) => _lines.Format(logEvent, text);
    }
}
