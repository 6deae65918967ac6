using System.Runtime.InteropServices;

namespace ScreenShare.Simulator.Checks;

/// <summary>
/// 128 bits over all bytes, seeded, not cryptographic: tells contents apart where no one is trying to collide on purpose (wyhash's
/// multiply-and-fold, two lanes). A liar in a scenario cannot know the seed's constants; a run that must be beyond doubt uses real hashes.
/// </summary>
public sealed class FastHash
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    public FastHash(int seed)
    {
        var random = new Random(seed);
        _first = Draw(random);
        _second = Draw(random);
        _third = Draw(random);
        _fourth = Draw(random);
    }

    public UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        ulong low = Fold(_first ^ (ulong)bytes.Length, _fourth); // folded, so that no first byte can stand in for another length
        ulong high = _second;
        while (bytes.Length >= 32)
        {
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes[..32]);
            low = Fold(words[0] ^ _third ^ low, words[1] ^ _fourth);
            high = Fold(words[2] ^ _fourth ^ high, words[3] ^ _first);
            bytes = bytes[32..];
        }

        Span<ulong> rest = stackalloc ulong[4]; // the tail, padded; the length is in the start value
        rest.Clear();
        bytes.CopyTo(MemoryMarshal.AsBytes(rest));
        low = Fold(rest[0] ^ _third ^ low, rest[1] ^ _fourth);
        high = Fold(rest[2] ^ _fourth ^ high, rest[3] ^ _first);
        return new UInt128(Fold(high ^ _second, low ^ _third), Fold(low ^ _fourth, high ^ _first));
    }

    /// <summary>Mixes a few numbers into one value, for digests that are sums.</summary>
    public UInt128 Of(ulong one, ulong two, UInt128 three)
    {
        ReadOnlySpan<ulong> words = [one, two, (ulong)three, (ulong)(three >> 64)];
        return Of(MemoryMarshal.AsBytes(words));
    }

    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }

    /// <summary>Odd, so that no lane's constant is zero.</summary>
    private static ulong Draw(Random random) => (ulong)random.NextInt64() << 1 | 1;
}
