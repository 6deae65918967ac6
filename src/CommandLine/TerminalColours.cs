namespace ScreenShare.CommandLine;

/// <summary>How many colours a terminal has.</summary>
public enum ColourDepth
{
    /// <summary>Fewer than 256, or none: no picture.</summary>
    None = 0,

    /// <summary>The 256 of xterm.</summary>
    Indexed,

    /// <summary>24 bits.</summary>
    Full,
}

/// <summary>Tells a terminal's colours by what it says of itself. A colour that it has not makes noise of a picture.</summary>
public static class TerminalColours
{
    // They have 24 bits and do not always say so in COLORTERM, which ssh and sudo drop.
    private static readonly string[] FullByName = ["xterm-kitty", "alacritty", "wezterm", "foot", "contour", "xterm-ghostty", "ghostty"];

    /// <param name="variable">Looks up an environment variable; null where there is none.</param>
    /// <param name="isWindows">There terminals have all colours and set no TERM.</param>
    public static ColourDepth Of(Func<string, string?> variable, bool isWindows)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (!string.IsNullOrEmpty(variable("NO_COLOR"))) // https://no-color.org
            return ColourDepth.None;
        string term = variable("TERM") ?? "";
        if (term.Length == 0) return isWindows ? ColourDepth.Full : ColourDepth.None;
        if (term.EndsWith("-direct", StringComparison.Ordinal) || FullByName.Contains(term)) return ColourDepth.Full;

        // A name that promises no colours to speak of wins over a COLORTERM that was left by the terminal around it.
        bool mayHaveFull = term is "xterm"
            || term.Contains("256color", StringComparison.Ordinal) || term.StartsWith("tmux", StringComparison.Ordinal);
        bool isScreen = !string.IsNullOrEmpty(variable("STY")); // GNU screen passes 24 bits on only where it is told to
        if (mayHaveFull && !isScreen && variable("COLORTERM")?.ToLowerInvariant() is "truecolor" or "24bit") return ColourDepth.Full;
        return term.Contains("256color", StringComparison.Ordinal) ? ColourDepth.Indexed : ColourDepth.None;
    }

    /// <summary>Of the terminal that this program runs in.</summary>
    public static ColourDepth OfThisTerminal() => Of(Environment.GetEnvironmentVariable, OperatingSystem.IsWindows());
}
