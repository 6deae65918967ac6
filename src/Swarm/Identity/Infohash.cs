using System.Buffers.Binary;

namespace ScreenShare.Swarm.Identity;

/// <summary>Names the swarm: the first 20 bytes of SHA-256 over the broadcaster's public key.</summary>
public readonly record struct Infohash(ulong High, ulong Middle, uint Low)
{
    public const int Bytes = 20;

    /// <param name="source">Exactly <see cref="Bytes"/> long.</param>
    public static Infohash Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64BigEndian(source),
        BinaryPrimitives.ReadUInt64BigEndian(source[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[16..]));

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Middle);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], Low);
    }

    public override string ToString() => $"{High:x16}{Middle:x16}{Low:x8}";
}
