using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace ScreenShare.CommandLine.Output;

/// <summary>
/// Appends log lines to a file of ours (<see cref="OwnFile"/>). A line that cannot be written, as on a full disk, is lost: that is said
/// once, and what goes on is not disturbed; when there is room again the file says how many are missing. Called by one thread at a time.
/// </summary>
public sealed class LogFileSink : ILogEventSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly FileStream _file;
    private readonly OutputStream _output;
    private readonly ITextFormatter _formatter;
    private readonly Action<string> _complain;
    private readonly StringWriter _line = new(System.Globalization.CultureInfo.InvariantCulture);
    private bool _hasComplained;
    private long _lost;

    /// <param name="complain">Told in one sentence that lines are lost, once.</param>
    /// <exception cref="IOException">The file cannot be written; so does <see cref="UnauthorizedAccessException"/> say.</exception>
    public LogFileSink(string path, ITextFormatter formatter, Action<string> complain)
    {
        (_path, _formatter, _complain) = (path, formatter, complain);
        _file = OwnFile.OpenToAppend(path);
        _output = new OutputStream(_file);
    }

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            _line.GetStringBuilder().Clear();
            if (_lost > 0) _line.WriteLine($"({_lost} lines are missing here: they could not be written)");
            _formatter.Format(logEvent, _line);
            try
            {
                // Others may have made it shorter, to keep logs small, or longer.
                if (_file.CanSeek) _file.Seek(0, SeekOrigin.End);
                _output.Write(Encoding.UTF8.GetBytes(_line.ToString()));
                _lost = 0;
            }
            catch (IOException refused)
            {
                _lost++;
                if (_hasComplained) return;
                _hasComplained = true;
                _complain($"the log {_path} cannot be written, and goes on without some lines: {refused.Message}");
            }
        }
    }

    public void Dispose()
    {
        _output.Dispose();
        _line.Dispose();
    }
}
