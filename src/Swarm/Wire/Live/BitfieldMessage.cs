using System.Buffers.Binary;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// Which chunks of a delta a peer has: <c>| tag (4) | track (1) | frame (4) | count (2) | bits (⌈count / 8⌉) |</c>.
/// The first chunk is the highest bit of the first byte; spare bits are 0. <see cref="Bits"/> is borrowed from the body.
/// </summary>
public readonly ref struct BitfieldMessage
{
    internal BitfieldMessage(SessionTag session, TrackId track, FrameNumber frame, ushort count, ReadOnlySpan<byte> bits)
    {
        Session = session;
        Track = track;
        Frame = frame;
        Count = count;
        Bits = bits;
    }

    public SessionTag Session { get; }

    public TrackId Track { get; }

    public FrameNumber Frame { get; }

    /// <summary>How many chunks the sender believes the frame to have; to be compared with the index.</summary>
    public ushort Count { get; }

    public ReadOnlySpan<byte> Bits { get; }

    public bool this[int chunk] => (Bits[chunk >> 3] & (0x80 >> (chunk & 7))) != 0;

    /// <summary>Sixty-four chunks at once, the first in the lowest bit; those there are not are not there.</summary>
    public ulong Word(int at)
    {
        Span<byte> eight = stackalloc byte[8];
        ReadOnlySpan<byte> bits = Bits[(8 * at)..];
        bits[..Math.Min(8, bits.Length)].CopyTo(eight);
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(eight);
        // The first of each byte is its highest bit: neighbours change places, then pairs, then halves.
        word = ((word >> 1) & 0x5555_5555_5555_5555) | ((word & 0x5555_5555_5555_5555) << 1);
        word = ((word >> 2) & 0x3333_3333_3333_3333) | ((word & 0x3333_3333_3333_3333) << 2);
        return ((word >> 4) & 0x0F0F_0F0F_0F0F_0F0F) | ((word & 0x0F0F_0F0F_0F0F_0F0F) << 4);
    }

    public static int BytesFor(int count) => (count + 7) >> 3;

    public static bool TryRead(ReadOnlySpan<byte> body, out BitfieldMessage message)
    {
        message = default;
        if (body.Length < LiveMessageLengths.BitfieldMin
            || !FrameIdFormat.TryRead(body, out SessionTag session, out TrackId track, out FrameNumber frame))
            return false;

        ushort count = BinaryPrimitives.ReadUInt16BigEndian(body[FrameIdFormat.Bytes..]);
        ReadOnlySpan<byte> bits = body[LiveMessageLengths.BitfieldMin..];
        if (bits.Length != BytesFor(count) || HasSpareBits(bits, count)) return false;
        message = new(session, track, frame, count, bits);
        return true;
    }

    internal static void Write(Span<byte> body, SessionTag session, TrackId track, FrameNumber frame, ushort count, ReadOnlySpan<byte> bits)
    {
        FrameIdFormat.Write(body, session, track, frame);
        BinaryPrimitives.WriteUInt16BigEndian(body[FrameIdFormat.Bytes..], count);
        bits.CopyTo(body[LiveMessageLengths.BitfieldMin..]);
    }

    private static bool HasSpareBits(ReadOnlySpan<byte> bits, int count) =>
        (count & 7) != 0 && (bits[^1] & (0xFF >> (count & 7))) != 0;
}
