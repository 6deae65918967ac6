namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// Looks whether compound text (the X Consortium's Compound Text Encoding) is put together as it should be. Xlib reads it with code that
/// trusts it, and anybody may set a window's title, so nothing else is handed to Xlib: no segments that tell their own length, no half
/// characters, no escape sequence that is cut short.
/// </summary>
internal static class CompoundText
{
    private const byte Escape = 0x1B;
    private const byte LastControl = 0x1F;

    public static bool IsSound(ReadOnlySpan<byte> text)
    {
        int left = 1, right = 1; // bytes of a character below and above 0x80
        bool isUtf8 = false;
        for (int at = 0; at < text.Length;)
        {
            if (text[at] == Escape)
            {
                if (!TryReadEscape(text, ref at, ref left, ref right, ref isUtf8)) return false;
                continue;
            }

            int width = isUtf8 ? 1 : text[at] < 0x80 ? left : right;
            if (!isUtf8 && !IsCharacter(text, at, width)) return false;
            at += width;
        }

        return true;
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> text, ref int at, ref int left, ref int right, ref bool isUtf8)
    {
        int end = at + 1;
        while (end < text.Length && text[end] is >= 0x20 and <= 0x2F) end++;
        if (end >= text.Length || text[end] is < 0x30 or > 0x7E) return false;
        ReadOnlySpan<byte> sequence = text[(at + 1)..end];
        if (isUtf8 && !sequence.SequenceEqual("%"u8)) return false; // ended first
        if (sequence.SequenceEqual("("u8)) left = 1;
        else if (sequence.SequenceEqual("$("u8)) left = 2;
        else if (sequence.SequenceEqual(")"u8) || sequence.SequenceEqual("-"u8)) right = 1;
        else if (sequence.SequenceEqual("$)"u8)) right = 2;
        else if (sequence.SequenceEqual("%"u8) && text[end] is (byte)'G' or (byte)'@') isUtf8 = text[end] == (byte)'G';
        else return false;
        at = end + 1;
        return true;
    }

    private static bool IsCharacter(ReadOnlySpan<byte> text, int at, int width)
    {
        bool isRight = text[at] >= 0x80;
        if (text[at] <= LastControl) return width == 1 && text[at] is 0 or (byte)'\t' or (byte)'\n';
        for (int i = at; i < at + width; i++)
        {
            if (i >= text.Length || text[i] is >= 0x80 and < 0xA0 || text[i] >= 0x80 != isRight || text[i] < 0x20) return false;
        }

        return true;
    }
}
