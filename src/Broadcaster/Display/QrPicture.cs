using System.Collections;
using System.Text;
using QRCoder;

namespace ScreenShare.Broadcaster.Display;

/// <summary>Draws a link as a QR code with half blocks, two rows of modules in a line of text.</summary>
internal static class QrPicture
{
    /// <summary>
    /// Light modules are drawn, dark ones left out: right way round on a dark terminal, and cameras read the other way too.
    /// </summary>
    public static string Draw(string text)
    {
        // The least redundancy: a screen is no scratched label.
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        List<BitArray> rows = code.ModuleMatrix; // with the quiet zone around it
        var drawn = new StringBuilder();
        for (int y = 0; y < rows.Count; y += 2)
        {
            for (int x = 0; x < rows[y].Length; x++) drawn.Append(HalfBlock(!rows[y][x], y + 1 < rows.Count && !rows[y + 1][x]));
            drawn.Append('\n');
        }

        return drawn.ToString();
    }

    private static char HalfBlock(bool upper, bool lower) => (upper, lower) switch
    {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        _ => ' ',
    };
}
