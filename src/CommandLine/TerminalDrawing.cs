namespace ScreenShare.CommandLine;

/// <summary>What a program draws over again on its terminal, which a log line must not tear.</summary>
public enum TerminalDrawing
{
    /// <summary>Lines follow lines, or standard output is no terminal.</summary>
    None = 1,

    /// <summary>One line at the bottom: a log line takes its place, and it comes again below.</summary>
    StatusLine,

    /// <summary>Many lines: a log line has no place among them.</summary>
    Picture,
}
