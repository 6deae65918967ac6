using System.Globalization;
using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.Frames;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// A picture as rows of text: each character is an upper half block, its foreground the upper pixel and its background the lower one,
/// in 24-bit colours (ISO 8613-6: <c>38;2;r;g;b</c>) or the nearest of 256 (<c>38;5;n</c>).
/// </summary>
internal static class HalfBlockPicture
{
    public const char UpperHalf = '▀';
    public const string Reset = "\e[0m";

    /// <summary>Size that fits <paramref name="columns"/> × <paramref name="rows"/> characters, never larger than the source.</summary>
    public static PictureSize Fit(PictureSize source, int columns, int rows)
    {
        // Characters are about twice as high as wide, so half of one is a square pixel.
        double scale = Math.Min(1, Math.Min((double)columns / source.Width, 2.0 * rows / source.Height));
        return new PictureSize(
            Math.Clamp((int)Math.Round(source.Width * scale), 1, columns),
            Math.Clamp((int)Math.Round(source.Height * scale), 1, rows * 2));
    }

    /// <summary>Characters rows of a picture so high.</summary>
    public static int Rows(PictureSize size) => (size.Height + 1) / 2;

    /// <summary>Appends the text of one row; colours are named only where they change, and reset at its end.</summary>
    /// <param name="depth">Not <see cref="ColourDepth.None"/>.</param>
    public static void AppendRow(StringBuilder text, Picture picture, int row, ColourDepth depth)
    {
        ReadOnlySpan<byte> upper = picture.Row(row * 2);
        bool hasLower = row * 2 + 1 < picture.Size.Height;
        ReadOnlySpan<byte> lower = hasLower ? picture.Row(row * 2 + 1) : default;
        int foreground = -1;
        int background = -1;
        for (int x = 0; x < upper.Length; x += Picture.PixelBytes)
        {
            AppendColour(text, 38, Colour(upper[x..], depth), depth, ref foreground);
            if (hasLower) AppendColour(text, 48, Colour(lower[x..], depth), depth, ref background);
            text.Append(UpperHalf);
        }

        text.Append(Reset);
    }

    private static int Colour(ReadOnlySpan<byte> bgra, ColourDepth depth) => depth == ColourDepth.Full
        ? bgra[2] << 16 | bgra[1] << 8 | bgra[0]
        : IndexedColours.Nearest(bgra[2], bgra[1], bgra[0]);

    private static void AppendColour(StringBuilder text, int ground, int colour, ColourDepth depth, ref int current)
    {
        if (colour == current) return;
        current = colour;
        if (depth == ColourDepth.Full)
            text.Append(CultureInfo.InvariantCulture, $"\e[{ground};2;{colour >> 16};{colour >> 8 & 0xFF};{colour & 0xFF}m");
        else
            text.Append(CultureInfo.InvariantCulture, $"\e[{ground};5;{colour}m");
    }
}
