using System.Globalization;
using System.Text;

namespace ScreenShare.CommandLine;

/// <summary>
/// Keeps text of others (titles of windows, notices, names of programs and files, what other programs complain of) from steering the
/// terminal, from moving what stands beside it, and from hiding what it says.
/// </summary>
public static class PrintableText
{
    private const char Replacement = '?';

    /// <summary>More than any script sets on one letter; a hundred of them paint over the lines above.</summary>
    private const int MarksMax = 8;

    /// <summary>
    /// The text as one line, with a question mark in the place of every character that is not seen or that moves others: controls, line
    /// ends, what sets the direction of writing, what has no width, tags, halves of surrogate pairs. What scripts cannot be written
    /// without stays: joiners between letters beyond ASCII, and a variation selector after what it varies.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var printable = new StringBuilder(text.Length);
        var before = new Rune('\0');
        int marks = 0;
        for (int i = 0; i < text.Length;)
        {
            bool isWhole = Rune.TryGetRuneAt(text, i, out Rune rune);
            i += isWhole ? rune.Utf16SequenceLength : 1;
            marks = IsMark(rune) ? marks + 1 : 0;
            _ = Rune.TryGetRuneAt(text, Math.Min(i, text.Length - 1), out Rune after);
            bool isKept = isWhole && marks <= MarksMax && IsKept(before, rune, after);
            before = isKept ? rune : new Rune(Replacement);
            printable.Append(before.ToString());
        }

        return printable.ToString();
    }

    private static bool IsKept(Rune before, Rune rune, Rune after) => rune.Value switch
    {
        0x200C or 0x200D => IsJoined(before) && IsJoined(after), // the zero width non-joiner and joiner: Persian, Hindi, emoji
        0xFE0F => IsVaried(before) || IsKeycap(before.Value),
        >= 0xFE00 and <= 0xFE0E or >= 0xE0100 and <= 0xE01EF => IsVaried(before),
        _ => IsSeen(rune),
    };

    private static bool IsJoined(Rune rune) => !rune.IsAscii && (IsSeen(rune) || rune.Value == 0xFE0F);

    private static bool IsVaried(Rune rune) => !rune.IsAscii && IsSeen(rune);

    private static bool IsKeycap(int value) => value is '#' or '*' or (>= '0' and <= '9');

    private static bool IsSeen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && !IsIgnorable(rune.Value);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>
    /// Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), which holds all that sets the direction of writing too; beside
    /// it the signs of interlinear annotation and the code points that are no characters.
    /// </summary>
    private static bool IsIgnorable(int value) => value switch
    {
        0x00AD or 0x034F or 0x061C or 0x3164 or 0xFEFF or 0xFFA0 => true,
        >= 0x115F and <= 0x1160 or >= 0x17B4 and <= 0x17B5 or >= 0x180B and <= 0x180F => true,
        >= 0x200B and <= 0x200F or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F => true,
        >= 0xFE00 and <= 0xFE0F or >= 0xFDD0 and <= 0xFDEF or >= 0xFFF0 and <= 0xFFFB => true,
        >= 0x1BCA0 and <= 0x1BCA3 or >= 0x1D173 and <= 0x1D17A or >= 0xE0000 and <= 0xE0FFF => true,
        _ => (value & 0xFFFE) == 0xFFFE,
    };
}
