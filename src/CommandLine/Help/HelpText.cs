using System.CommandLine;
using ScreenShare.CommandLine.Defaults;

namespace ScreenShare.CommandLine.Help;

/// <summary>
/// The help of one command, in lines that fit the terminal: what it does, how it is typed, its options, examples that can be typed as they
/// stand, and what else decides (environment, configuration file) and what it ends with.
/// </summary>
internal sealed class HelpText(Command command, ProgramNames names, int columns)
{
    private const int OptionColumnsMax = 23;
    private const string Indent = "  ";

    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines()
    {
        AddText("", CommandWords.Description(command));
        AddTitle(null);
        _lines.AddRange(WrappedText.Lines($"Usage: {Usage()}", columns));
        AddRows("Arguments:", command.Arguments.Select(one => (CommandWords.Label(one), CommandWords.Description(one))));
        AddRows("Commands:", CommandWords.CommandsOf(command).Select(one => (CommandWords.Label(one), CommandWords.FirstSentence(one))));
        AddRows("Options:", CommandWords.OptionsOf(command).Select(one => (CommandWords.Label(one), CommandWords.Description(one))));
        AddExamples();
        if (SettableOptions.HasAny(command)) AddSection("Defaults:", DefaultsText());
        if (command.Action is not null) AddSection("Exit codes:", ExitCode.Meanings);
        return _lines;
    }

    private string Usage() => string.Join(' ', UsageParts());

    private IEnumerable<string> UsageParts()
    {
        yield return names.TypedFor(command);
        if (CommandWords.CommandsOf(command).Any()) yield return "[COMMAND]";
        foreach (Argument argument in command.Arguments) yield return CommandWords.Label(argument);
        yield return "[OPTIONS]";
    }

    // As they are typed; where that does not fit, what they have in common stands above them.
    private void AddExamples()
    {
        string typed = names.TypedFor(command);
        CommandExample[] examples = [.. command.Examples()];
        bool fits = examples.All(example => Indent.Length + typed.Length + 1 + example.Arguments.Length <= columns);
        (string Label, string Text)[] rows = [.. examples.Select(example => (LabelOf(example, fits ? typed : ""), example.Says))];
        string title = fits ? "Examples:" : $"Examples, after {typed}";
        int label = rows.Length == 0 ? 0 : rows.Max(row => row.Label.Length);
        bool isTable = rows.All(row => Indent.Length + label + Indent.Length + row.Text.Length <= columns);
        if (isTable || rows.Length == 0)
        {
            AddRows(title, rows, labelColumnsMax: columns);
            return;
        }

        AddTitle(title);
        foreach ((string name, string text) in rows)
        {
            _lines.Add(Indent + name);
            AddText(Indent + Indent + Indent, text);
        }
    }

    private static string LabelOf(CommandExample example, string typed)
    {
        string label = $"{typed} {example.Arguments}".Trim();
        return label.Length > 0 ? label : "(nothing)";
    }

    private string DefaultsText()
    {
        string file = ConfigLocation.UsualShown();
        bool hasPort = command is RootCommand || command.Options.Any(option => option.Name == "--port");
        (string name, string value) = hasPort ? ("port", "5000") : ("fps", "20");
        return $"Options may stand in the environment, as in SCREENSHARE_{name.ToUpperInvariant()}={value}, or in {file}, "
            + $"as in {name} = {value}. "
            + $"{ConfigLocation.Variable} names another file, or none when it is empty. With NO_COLOR=1 nothing is coloured.";
    }

    private void AddTitle(string? title)
    {
        _lines.Add("");
        if (title is not null) _lines.Add(title);
    }

    private void AddSection(string title, string text)
    {
        AddTitle(title);
        AddText(Indent, text);
    }

    private void AddText(string indent, string text)
    {
        foreach (string line in WrappedText.Lines(text, columns - indent.Length)) _lines.Add(indent + line);
    }

    private void AddRows(string title, IEnumerable<(string Label, string Text)> rows, int labelColumnsMax = OptionColumnsMax)
    {
        (string Label, string Text)[] all = [.. rows];
        if (all.Length == 0) return;
        AddTitle(title);
        int label = all.Max(row => row.Label.Length <= labelColumnsMax ? row.Label.Length : 0);
        string margin = new(' ', Indent.Length + Math.Max(label, 6) + 2);
        foreach ((string name, string text) in all)
        {
            string first = $"{Indent}{name}{Indent}";
            IReadOnlyList<string> lines = WrappedText.Lines(text, Math.Max(columns - margin.Length, 10));
            if (first.Length <= margin.Length) _lines.Add(first.PadRight(margin.Length) + lines[0]);
            else _lines.AddRange([first.TrimEnd(), margin + lines[0]]);
            _lines.AddRange(lines.Skip(1).Select(line => margin + line));
        }
    }
}
