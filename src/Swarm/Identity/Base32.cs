namespace ScreenShare.Swarm.Identity;

/// <summary>RFC 4648, section 6, without padding, in either case.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="bytes">Filled when the text is just as long as they need, five bits a character.</param>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length * 5 != bytes.Length * 8) return false;
        int bits = 0;
        int count = 0;
        int filled = 0;
        foreach (char c in text)
        {
            int value = Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (value < 0) return false;
            bits = ((bits << 5) | value) & 0xFFF; // at most 7 bits wait for the next byte
            count += 5;
            if (count < 8) continue;
            count -= 8;
            bytes[filled++] = (byte)(bits >> count);
        }

        return true;
    }
}
