using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Display;

/// <summary>Where a QR code is to be drawn. The default is a file: it has no edge, and no colours.</summary>
/// <param name="Columns">Characters in a line; null: no edge.</param>
/// <param name="Rows">Lines that are seen at once; null: no edge.</param>
internal readonly record struct QrPlace(int? Columns = null, int? Rows = null, ColourDepth Colours = ColourDepth.None)
{
    /// <summary>Standard output.</summary>
    public static QrPlace OfThisTerminal() => Console.IsOutputRedirected
        ? default
        : new QrPlace(Known(Console.WindowWidth), Known(Console.WindowHeight), TerminalColours.OfThisTerminal());

    // Some terminals, serial lines among them, tell no size.
    private static int? Known(int size) => size > 0 ? size : null;
}
