using System.Buffers.Binary;
using System.Numerics;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Dht;

/// <summary>
/// A place in the 160 bits that nodes and infohashes share (BEP 5). How far two are apart is their XOR, read as a number.
/// </summary>
public readonly record struct DhtId(ulong High, ulong Middle, uint Low) : IComparable<DhtId>
{
    public const int Bytes = 20;
    public const int Bits = 160;

    public static DhtId operator ^(DhtId left, DhtId right) =>
        new(left.High ^ right.High, left.Middle ^ right.Middle, left.Low ^ right.Low);

    public static bool operator <(DhtId left, DhtId right) => left.CompareTo(right) < 0;

    public static bool operator >(DhtId left, DhtId right) => left.CompareTo(right) > 0;

    public static bool operator <=(DhtId left, DhtId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DhtId left, DhtId right) => left.CompareTo(right) >= 0;

    public static DhtId Of(Infohash infohash) => new(infohash.High, infohash.Middle, infohash.Low);

    /// <param name="source">Exactly <see cref="Bytes"/> long.</param>
    public static DhtId Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64BigEndian(source),
        BinaryPrimitives.ReadUInt64BigEndian(source[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[16..]));

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Middle);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], Low);
    }

    /// <summary>How many leading bits are those of <paramref name="other"/>, 0 to <see cref="Bits"/>.</summary>
    public int SharedBits(DhtId other)
    {
        DhtId apart = this ^ other;
        if (apart.High != 0) return BitOperations.LeadingZeroCount(apart.High);
        if (apart.Middle != 0) return 64 + BitOperations.LeadingZeroCount(apart.Middle);
        return 128 + BitOperations.LeadingZeroCount(apart.Low);
    }

    /// <summary>An id that shares exactly the first <paramref name="bits"/> bits with this one, and else is drawn.</summary>
    /// <param name="bits">0 to <see cref="Bits"/> - 1.</param>
    internal DhtId DrawAtDistance(int bits, Random random)
    {
        UInt128 upper = new(High, Middle);
        UInt128 drawnUpper = new(DrawHalf(random), DrawHalf(random));
        uint drawnLow = (uint)random.NextInt64(1L << 32);
        if (bits >= 128)
        {
            int at = bits - 128;
            uint kept = at == 0 ? 0 : uint.MaxValue << (32 - at);
            uint other = 1u << (31 - at);
            return new DhtId(High, Middle, (Low & kept) | (~Low & other) | (drawnLow & ~kept & ~other));
        }

        UInt128 keptBits = bits == 0 ? 0 : UInt128.MaxValue << (128 - bits);
        UInt128 otherBit = UInt128.One << (127 - bits);
        UInt128 mixed = (upper & keptBits) | (~upper & otherBit) | (drawnUpper & ~keptBits & ~otherBit);
        return new DhtId((ulong)(mixed >> 64), (ulong)mixed, drawnLow);
    }

    public int CompareTo(DhtId other)
    {
        int byHigh = High.CompareTo(other.High);
        if (byHigh != 0) return byHigh;
        int byMiddle = Middle.CompareTo(other.Middle);
        return byMiddle != 0 ? byMiddle : Low.CompareTo(other.Low);
    }

    public override string ToString() => $"{High:x16}{Middle:x16}{Low:x8}";

    private static ulong DrawHalf(Random random) => (ulong)random.NextInt64(long.MinValue, long.MaxValue);
}
