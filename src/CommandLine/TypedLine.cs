namespace ScreenShare.CommandLine;

/// <summary>
/// The line being typed under the terminal picture: single keys act at once on an empty line, everything else waits for Enter.
/// Written by the key reader, its <see cref="Text"/> read by whoever draws.
/// </summary>
/// <param name="commandKeys">Keys that are a command by themselves.</param>
public sealed class TypedLine(string commandKeys = "")
{
    private const int LengthMax = 100; // longer than any command

    private volatile string _text = "";

    public string Text => _text;

    /// <summary>What is being typed, as a line of so many characters at most: its end, where the next letter comes.</summary>
    public string Shown(int columns)
    {
        string line = $"> {_text}";
        return line.Length <= columns ? line : columns > 0 ? string.Concat("…", line.AsSpan(line.Length - columns + 1)) : "";
    }

    /// <summary>The command that this key completes, or null.</summary>
    public string? Handle(ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Enter) return Take();
        if (key.Key == ConsoleKey.Escape) _text = "";
        else if (key.Key == ConsoleKey.Backspace) _text = _text.Length > 0 ? _text[..^1] : "";
        else if (_text.Length == 0 && commandKeys.Contains(key.KeyChar)) return key.KeyChar.ToString();
        else if (!char.IsControl(key.KeyChar) && _text.Length < LengthMax) _text += key.KeyChar;
        return null;
    }

    private string? Take()
    {
        string typed = _text.Trim();
        _text = "";
        return typed.Length > 0 ? typed : null;
    }
}
