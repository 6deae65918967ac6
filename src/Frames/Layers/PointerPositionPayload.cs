using System.Buffers.Binary;

namespace ScreenShare.Frames.Layers;

/// <summary>The content of the slot that says where the pointer is.</summary>
public static class PointerPositionPayload
{
    public const int LengthBytes = 6;

    private const byte Kind = 1;

    public static void Write(PointerState pointer, Span<byte> payload)
    {
        payload[0] = Kind;
        payload[1] = pointer.IsVisible ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt16BigEndian(payload[2..], pointer.IsVisible ? Clamp(pointer.X) : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(payload[4..], pointer.IsVisible ? Clamp(pointer.Y) : (short)0);
    }

    // +------+---------+-----------------------+-----------------------+
    // | kind | visible | x, signed, big endian | y, signed, big endian |
    // +------+---------+-----------------------+-----------------------+
    /// <summary>Never throws. The shape is that of <paramref name="before"/>.</summary>
    public static RecordViolation Read(ReadOnlySpan<byte> payload, PointerState before, out PointerState pointer)
    {
        pointer = before;
        if (payload.IsEmpty) return RecordViolation.Empty;
        if (payload[0] != Kind) return RecordViolation.UnknownKind;
        if (payload.Length != LengthBytes) return RecordViolation.WrongLength;
        if (payload[1] > 1) return RecordViolation.BadFlag;
        int x = BinaryPrimitives.ReadInt16BigEndian(payload[2..]);
        int y = BinaryPrimitives.ReadInt16BigEndian(payload[4..]);
        pointer = new PointerState(payload[1] == 1, x, y, before.Shape);
        return RecordViolation.None;
    }

    private static short Clamp(int pixels) => (short)Math.Clamp(pixels, short.MinValue, short.MaxValue);
}
