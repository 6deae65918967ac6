using System.Buffers.Binary;

namespace ScreenShare.Swarm.Identity;

/// <summary>
/// 128 bits that one end draws for one connection and tells the other end alone. Who can show that it knows the tokens of two connections
/// is at the end of both. <c>default</c>: none.
/// </summary>
public readonly record struct ConnectionToken(UInt128 Value)
{
    public const int Bytes = 16;

    public bool IsNone => Value == UInt128.Zero;

    /// <param name="source">Exactly <see cref="Bytes"/> long.</param>
    public static ConnectionToken Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128BigEndian(source));

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>Not the value: whoever reads it in a log could pass for its owner.</summary>
    public override string ToString() => IsNone ? "none" : "token";
}
