using System.Text;

namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>Writes lines that look like a log or like a program, each a pure function of its number.</summary>
internal sealed class Prose(Chance chance)
{
    private const int LineBytesMax = 160;

    private static readonly byte[][] Words = Split(
        "frame tile chunk peer index record slot border canvas rate window target queue manifest packet neighbour picture row "
        + "width height offset count limit deadline clock signal render layout update merge store verify");

    private static readonly byte[][] Verbs = Split("sent took kept built checked merged skipped stored painted found");

    private static readonly byte[][] Openers = Split("if while return let for match await yield");

    private readonly LineWriter _text = new(LineBytesMax);

    /// <summary>Borrowed until the next line is asked for.</summary>
    public ReadOnlySpan<byte> LogLine(long number)
    {
        long seconds = number / 10;
        _text.Start().Add(seconds / 60 % 60, 2).Add(":"u8).Add(seconds % 60, 2).Add("."u8).Add(number % 10 * 100, 3).Add(" "u8)
            .Add(Pick(Verbs, number, 1)).Add(" "u8).Add(Pick(Words, number, 2)).Add(" "u8).Add(chance.Below(100_000, number, 3), 5);
        int more = chance.Below(5, number, 4);
        for (int i = 0; i < more; i++)
            _text.Add(" "u8).Add(Pick(Words, number, 5 + i)).Add("="u8).Add(chance.Below(1000, number, 10 + i));
        return _text.Line;
    }

    /// <summary>Borrowed until the next line is asked for.</summary>
    public ReadOnlySpan<byte> CodeLine(long number)
    {
        _text.Start();
        if (chance.Below(9, number, 0) == 0) return _text.Line;
        for (int indent = chance.Below(3, number, 1); indent >= 0; indent--) _text.Add("    "u8);
        if (chance.Below(3, number, 2) == 0) _text.Add(Pick(Openers, number, 3)).Add(" "u8);
        _text.Add(Pick(Words, number, 4)).Add("."u8).Add(Pick(Words, number, 5));
        if (chance.Below(2, number, 6) == 0)
            _text.Add("("u8).Add(Pick(Words, number, 7)).Add(", "u8).Add(chance.Below(64, number, 8)).Add(");"u8);
        else
            _text.Add(" = "u8).Add(Pick(Words, number, 9)).Add(" + "u8).Add(chance.Below(256, number, 10)).Add(";"u8);
        return _text.Line;
    }

    private ReadOnlySpan<byte> Pick(byte[][] words, long number, int place) =>
        words[chance.Below(words.Length, number, 100 + place)];

    private static byte[][] Split(string words) => [.. words.Split(' ').Select(Encoding.ASCII.GetBytes)];
}
