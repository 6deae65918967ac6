using System.Buffers.Binary;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// How many other live connections the sender has: <c>| count (2) |</c>. Who has none depends on the receiver alone.
/// </summary>
public readonly record struct Company(ushort Others)
{
    public static bool TryRead(ReadOnlySpan<byte> body, out Company message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.Company) return false;
        message = new(BinaryPrimitives.ReadUInt16BigEndian(body));
        return true;
    }

    internal void Write(Span<byte> body) => BinaryPrimitives.WriteUInt16BigEndian(body, Others);
}
