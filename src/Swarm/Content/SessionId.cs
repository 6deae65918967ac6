using System.Buffers.Binary;

namespace ScreenShare.Swarm.Content;

/// <summary>128 random bits that name one run of a broadcaster.</summary>
public readonly record struct SessionId(UInt128 Value)
{
    public const int Bytes = 16;

    public SessionTag Tag => new((uint)(Value >> 96));

    /// <param name="source">Exactly <see cref="Bytes"/> long.</param>
    public static SessionId Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128BigEndian(source));

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    public override string ToString() => Value.ToString("x32");
}
