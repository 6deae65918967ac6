using System.CommandLine;

namespace ScreenShare.CommandLine;

/// <summary>The options of the log, which all programs have alike.</summary>
public sealed class LogOptions
{
    private readonly Option<string?> _file = new("--log") { HelpName = "FILE", Description = "Append log lines to this file" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log more, and to standard error as well" };

    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Add(_file);
        command.Add(_verbose);
    }

    public LogWishes Read(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return new LogWishes(parsed.GetValue(_file), parsed.GetValue(_verbose));
    }
}
