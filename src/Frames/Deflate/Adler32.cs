namespace ScreenShare.Frames.Deflate;

/// <summary>The checksum at the end of a zlib stream (RFC 1950, clause 8.2).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    // The most bytes after which the sums still fit in 32 bits (zlib's NMAX).
    private const int TurnBytes = 5552;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint a = 1;
        uint b = 0;
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> turn = data[..Math.Min(TurnBytes, data.Length)];
            foreach (byte value in turn)
            {
                a += value;
                b += a;
            }
            a %= Modulus;
            b %= Modulus;
            data = data[turn.Length..];
        }
        return b << 16 | a;
    }
}
