using System.Buffers.Binary;

namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>
/// The header all messages of the plain protocols share: <c>| kind (1) | round (4) | number (4) | length (4) |</c>, then a body of that
/// length. What the fields mean is each protocol's own.
/// </summary>
internal readonly record struct PlainMessage(PlainKind Kind, int Round, int Number, int Length)
{
    public const int HeaderBytes = 13;

    public static PlainMessage Read(ReadOnlySpan<byte> header) => new(
        (PlainKind)header[0],
        BinaryPrimitives.ReadInt32BigEndian(header[1..]),
        BinaryPrimitives.ReadInt32BigEndian(header[5..]),
        BinaryPrimitives.ReadInt32BigEndian(header[9..]));

    public void Write(Span<byte> header)
    {
        header[0] = (byte)Kind;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], Round);
        BinaryPrimitives.WriteInt32BigEndian(header[5..], Number);
        BinaryPrimitives.WriteInt32BigEndian(header[9..], Length);
    }
}

internal enum PlainKind : byte
{
    None = 0,

    /// <summary>Chunk of that number and round; the body is its bytes.</summary>
    Chunk,

    /// <summary>Star: send what comes from this round and chunk on. Tree: be my parent, from this round and chunk on.</summary>
    Join,

    /// <summary>Tree: you are my child.</summary>
    Accept,

    /// <summary>Tree: I cannot take you; the body names nodes to ask instead.</summary>
    Refuse,

    /// <summary>Tree, to a child: the body names the way from me to the source, then my other children.</summary>
    Ancestry,

    /// <summary>Tree, to the parent: number of nodes below, the sender included.</summary>
    Below,

    /// <summary>I am alive.</summary>
    Ping,
}
