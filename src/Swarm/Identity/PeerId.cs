using System.Buffers.Binary;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// 20 bytes a node draws at start (BEP 3): <c>-SS0100-</c> (BEP 20) and 12 random ones. Tells two ends of a connection apart.
/// </summary>
public readonly record struct PeerId(ulong High, ulong Middle, uint Low) : IComparable<PeerId>
{
    public const int Bytes = 20;

    private const ulong ClientPrefix = 0x2D_53_53_30_31_30_30_2D; // "-SS0100-"

    public static PeerId Create(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> drawn = stackalloc byte[12];
        random.NextBytes(drawn);
        return new(ClientPrefix, BinaryPrimitives.ReadUInt64BigEndian(drawn), BinaryPrimitives.ReadUInt32BigEndian(drawn[8..]));
    }

    /// <param name="source">Exactly <see cref="Bytes"/> long.</param>
    public static PeerId Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64BigEndian(source),
        BinaryPrimitives.ReadUInt64BigEndian(source[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[16..]));

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Middle);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], Low);
    }

    public int CompareTo(PeerId other) =>
        (High, Middle, Low).CompareTo((other.High, other.Middle, other.Low));

    public override string ToString() => $"{Middle:x16}{Low:x8}";
}
