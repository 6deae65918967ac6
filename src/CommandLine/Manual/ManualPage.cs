using System.CommandLine;
using System.Globalization;
using System.Text;
using ScreenShare.CommandLine.Defaults;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.CommandLine.Manual;

/// <summary>One page of the manual for the whole program, in the macros of man(7), made of its commands.</summary>
internal sealed class ManualPage(RootCommand root, ProgramNames names, DateTimeOffset date)
{
    private const int TextColumns = 60; // a line of the source: with what is escaped in it, below the 80 that linters want

    private readonly StringBuilder _page = new();

    public string Text()
    {
        string day = date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Line($".TH {names.Name.ToUpperInvariant()} 1 {day} \"ScreenShare {ProgramVersion.Number}\" \"User Commands\"");
        Section("NAME");
        Line($"{names.Name} \\- show a screen live to any number of viewers, from peer to peer");
        Section("SYNOPSIS");
        string[] ways = [.. Commands().Select(Way)];
        Line(string.Join("\n.br\n", ways));
        Section("DESCRIPTION");
        Words(root.Description ?? "");
        Section("COMMANDS");
        foreach (Command command in Commands()) Describe(command);
        Examples();
        Environment();
        Section("FILES");
        Term(
            $"\\fI{Roff.Escaped(ConfigLocation.UsualShown())}\\fP",
            "Defaults for options: lines \"name = value\", below \"[command]\" for that command alone.");
        Section("EXIT STATUS");
        Words(ExitCode.Meanings);
        return _page.ToString();
    }

    private IEnumerable<Command> Commands() => CommandWords.CommandsOf(root);

    private string Way(Command command)
    {
        string arguments = string.Concat(command.Arguments.Select(argument => $" \\fI{Roff.Escaped(CommandWords.Label(argument))}\\fP"));
        string options = command.Options.Count > 0 ? " [\\fIOPTIONS\\fP]" : "";
        return $"\\fB{Roff.Escaped(names.TypedFor(command))}\\fP{arguments}{options}";
    }

    private void Describe(Command command)
    {
        Line($".SS \"{Roff.Escaped(names.TypedFor(command))}\"");
        Words(command.Description ?? "");
        foreach (Argument argument in command.Arguments)
            Term($"\\fI{Roff.Escaped(argument.HelpName ?? argument.Name)}\\fP", argument.Description ?? "");
        foreach (Option option in command.Options.Where(option => !option.Hidden))
        {
            string value = CommandWords.ValueOf(option) is { } shown ? $" \\fI{Roff.Escaped(shown)}\\fP" : "";
            Term($"\\fB{Roff.Escaped(option.Name)}\\fP{value}", option.Description ?? "");
        }
    }

    private void Examples()
    {
        Section("EXAMPLES");
        foreach (Command command in Commands())
        {
            foreach (CommandExample example in command.Examples())
                Term($"\\fB{Roff.Escaped($"{names.TypedFor(command)} {example.Arguments}".TrimEnd())}\\fP", example.Says);
        }
    }

    private void Environment()
    {
        Section("ENVIRONMENT");
        Term("\\fBSCREENSHARE_\\fP\\fIOPTION\\fP", "The default of an option, its dashes as underscores: SCREENSHARE_UPLOAD_LIMIT=500k. "
            + "What is typed wins over it, and it wins over the configuration file.");
        Term($"\\fB{ConfigLocation.Variable}\\fP", "Another configuration file; empty: none.");
        Term("\\fBNO_COLOR\\fP", "When it is not empty nothing is coloured, and no picture is drawn in the terminal.");
        Term("\\fBTERM\\fP, \\fBCOLORTERM\\fP", "What the terminal can show; with \"dumb\" only lines of text are written.");
    }

    private void Section(string name) => Line($".SH {(name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name)}");

    private void Term(string term, string text)
    {
        Line(".TP");
        Line(term);
        Words(text);
    }

    private void Words(string text)
    {
        foreach (string line in WrappedText.Lines(text, TextColumns)) Line(Roff.Line(line));
    }

    private void Line(string line) => _page.Append(line).Append('\n');
}
