using System.Collections;
using System.Text;
using QRCoder;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Display;

/// <summary>Draws a link as a QR code with half blocks, two rows of modules in a line of text.</summary>
internal static class QrPicture
{
    // White on black out of the fixed part of the 256 colours: the terminal's own may be any, and a code the wrong way round is read by
    // few.
    private const string WhiteOnBlack = "\e[38;5;231;48;5;16m";
    private const string Reset = "\e[0m";

    /// <summary>
    /// The code's lines, or a sentence instead where it is too wide, or one more where it is too high to be seen at once.
    /// </summary>
    public static IEnumerable<string> Lines(string text, QrPlace place)
    {
        string[] drawn = Draw(text, place.Colours, out int columns);
        if (place.Columns is { } width && width < columns)
        {
            yield return $"The QR code does not fit: it needs {columns} columns, the terminal has {width}.";
            yield break;
        }

        foreach (string line in drawn) yield return line;
        if (place.Rows is { } height && height <= drawn.Length) // a line is the status's
            yield return
                $"The QR code does not fit: it needs {drawn.Length + 1} lines, the terminal has {height}; make it higher and scroll up.";
    }

    // Light modules are drawn and dark ones left out: without colours right way round on a dark terminal.
    private static string[] Draw(string text, ColourDepth colours, out int columns)
    {
        // The least redundancy: a screen is no scratched label.
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        List<BitArray> rows = code.ModuleMatrix; // with the quiet zone around it, four modules wide
        columns = rows[0].Length;
        string[] drawn = new string[(rows.Count + 1) / 2];
        for (int line = 0; line < drawn.Length; line++)
        {
            var modules = new StringBuilder();
            BitArray upper = rows[2 * line];
            BitArray? lower = 2 * line + 1 < rows.Count ? rows[2 * line + 1] : null; // below the last row it stays light
            for (int x = 0; x < columns; x++) modules.Append(HalfBlock(!upper[x], lower is null || !lower[x]));
            drawn[line] = colours == ColourDepth.None ? modules.ToString() : $"{WhiteOnBlack}{modules}{Reset}";
        }

        return drawn;
    }

    private static char HalfBlock(bool upper, bool lower) => (upper, lower) switch
    {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        _ => ' ',
    };
}
