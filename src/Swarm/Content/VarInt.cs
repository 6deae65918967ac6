using System.Buffers;

namespace ScreenShare.Swarm.Content;

/// <summary>Unsigned LEB128 of at most 32 bits, minimal length only, so that equal content has equal bytes.</summary>
internal static class VarInt
{
    public const int BytesMax = 5;

    /// <summary>Reads from the front of <paramref name="source"/> and moves it on; false leaves it anywhere.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> source, out uint value)
    {
        value = 0;
        for (int i = 0; i < BytesMax && i < source.Length; i++)
        {
            byte b = source[i];
            bool overflows = i == BytesMax - 1 && b > 0x0F;
            bool padded = i > 0 && b == 0;
            if (overflows || padded) return false;
            value |= (uint)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                source = source[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    public static void Write(IBufferWriter<byte> destination, uint value)
    {
        Span<byte> bytes = destination.GetSpan(BytesMax);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        destination.Advance(length);
    }
}
