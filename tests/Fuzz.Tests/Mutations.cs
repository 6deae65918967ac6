using System.Buffers.Binary;
using System.Globalization;

namespace ScreenShare.Fuzz.Tests;

/// <summary>
/// Damages bytes the way hostile and broken peers do: cuts them off, goes on behind their end, flips bits, sets what may be a length to 0,
/// to the most and past it, says a part twice or somewhere else, and splices what belongs to another sample. The same seed gives the same
/// damage. Every test project uses this one.
/// </summary>
internal static class Mutations
{
    public const int Count = 10_000;

    /// <summary>Longer than any honest body of the samples; what gets longer by editing is cut off here.</summary>
    private const int BytesMax = 1 << 17;

    // Half of the edits are near the start, where the structure is.
    private const int HeadBytes = 24;

    // Where flags, kinds and counters go wrong.
    private static readonly byte[] Edges = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF, .. "09e-:%&=[]/ "u8];

    // What a length field claims, beside what is left: nothing, a message's most and one more, the most of each width, and one less.
    private static readonly ulong[] Lengths =
        [0, 1, 0x7F, 0x80, 0xFF, 0x4000, 0x7FFF, 0x8000, 0xFFFF, 0x10_0000, 0x10_0001, int.MaxValue, uint.MaxValue, uint.MaxValue - 1,
        long.MaxValue, ulong.MaxValue];

    public static IEnumerable<byte[]> Of(byte[] original, int seed) => Of([original], seed, Count);

    public static IEnumerable<byte[]> Of(IReadOnlyList<byte[]> samples, int seed, int count)
    {
        Random random = new(seed);
        List<byte> bytes = [];
        for (int i = 0; i < count; i++)
        {
            bytes.Clear();
            bytes.AddRange(samples[random.Next(samples.Count)]);
            for (int edits = random.Next(1, 5); edits > 0; edits--)
                Edit(bytes, samples[random.Next(samples.Count)], random);
            if (bytes.Count > BytesMax) bytes.RemoveRange(BytesMax, bytes.Count - BytesMax);
            yield return [.. bytes];
        }
    }

    private static void Edit(List<byte> bytes, byte[] other, Random random)
    {
        int at = Place(bytes.Count, random);
        bool hasByte = at < bytes.Count;
        switch (random.Next(10))
        {
            case 0 when hasByte:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when hasByte:
                bytes[at] = Edges[random.Next(Edges.Length)];
                break;
            case 2 when hasByte:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 5), bytes.Count - at));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, Part([.. bytes], random, 20));
                break;
            case 5:
                bytes.InsertRange(at, Part(other, random, 200));
                break;
            case 6:
                SetLength(bytes, at, random);
                break;
            case 7:
                SetNumber(bytes, random);
                break;
            case 8:
                bytes.AddRange(new byte[random.Next(1, random.Next(2) == 0 ? 9 : 3000)]);
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }
    }

    private static int Place(int count, Random random) =>
        random.Next((random.Next(2) == 0 ? Math.Min(count, HeadBytes) : count) + 1);

    private static ReadOnlySpan<byte> Part(byte[] of, Random random, int bytesMax)
    {
        int at = Place(of.Length, random);
        return of.AsSpan(at, Math.Min(random.Next(bytesMax), of.Length - at));
    }

    /// <summary>One, two, four or eight bytes, either end first.</summary>
    private static void SetLength(List<byte> bytes, int at, Random random)
    {
        int width = 1 << random.Next(4);
        if (at + width > bytes.Count) return;
        ulong left = (ulong)(bytes.Count - at - width);
        ulong value = random.Next(4) switch
        {
            0 => left,
            1 => left + 1,
            2 => left - 1,
            _ => Lengths[random.Next(Lengths.Length)],
        };
        Span<byte> field = stackalloc byte[8];
        if (random.Next(4) > 0) BinaryPrimitives.WriteUInt64BigEndian(field, value << (8 * (8 - width)));
        else BinaryPrimitives.WriteUInt64LittleEndian(field, value);
        for (int i = 0; i < width; i++)
            bytes[at + i] = field[i];
    }

    /// <summary>Numbers that are written in digits: bencoding, ports, rates.</summary>
    private static void SetNumber(List<byte> bytes, Random random)
    {
        int start = Place(bytes.Count, random);
        while (start < bytes.Count && !char.IsAsciiDigit((char)bytes[start]))
            start++;
        int end = start;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end]))
            end++;
        if (start == end) return;
        string number = random.Next(6) switch
        {
            0 => "-1",
            1 => "00",
            2 => "",
            3 => new string('9', random.Next(1, 400)),
            _ => Lengths[random.Next(Lengths.Length)].ToString(CultureInfo.InvariantCulture),
        };
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, number.Select(digit => (byte)digit));
    }
}
