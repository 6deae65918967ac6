using System.Buffers;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Wire;

/// <summary>
/// The 68 bytes both sides open with (BEP 3, "peer protocol"; wire protocol, section 1):
/// <code>
/// | 19 (1) | "BitTorrent protocol" (19) | reserved (8) | infohash (20) | peer id (20) |
/// </code>
/// </summary>
/// <param name="SupportsExtensions">The reserved bit of BEP 10 is set. A peer without it is of no use to us.</param>
public readonly record struct Handshake(Infohash Infohash, PeerId PeerId, bool SupportsExtensions)
{
    public const int Bytes = 68;

    private const int ReservedOffset = 20;
    private const int InfohashOffset = ReservedOffset + 8;
    private const int PeerIdOffset = InfohashOffset + Infohash.Bytes;

    // BEP 10: "bit 20 from the right", counted from 0 over the 8 reserved bytes.
    private const int ExtensionByteOffset = ReservedOffset + 5;
    private const byte ExtensionBit = 0x10;

    // Not \x13: an escape of that form would take the B for a digit.
    private static ReadOnlySpan<byte> Protocol => "\u0013BitTorrent protocol"u8;

    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Span<byte> bytes = output.GetSpan(Bytes)[..Bytes];
        bytes.Clear();
        Protocol.CopyTo(bytes);
        if (SupportsExtensions) bytes[ExtensionByteOffset] = ExtensionBit;
        Infohash.Write(bytes[InfohashOffset..]);
        PeerId.Write(bytes[PeerIdOffset..]);
        output.Advance(Bytes);
    }

    /// <summary>Reads the opening of a connection; whoever does not speak BitTorrent is refused at the first byte that differs.</summary>
    public static ReadOutcome TryRead(ReadOnlySpan<byte> buffer, out Handshake handshake, out ProtocolViolation violation)
    {
        handshake = default;
        violation = ProtocolViolation.None;
        int known = Math.Min(buffer.Length, Protocol.Length);
        if (!buffer[..known].SequenceEqual(Protocol[..known]))
        {
            violation = ProtocolViolation.NotBitTorrent;
            return ReadOutcome.Invalid;
        }

        if (buffer.Length < Bytes) return ReadOutcome.NeedMore;
        handshake = new(
            Infohash.Read(buffer[InfohashOffset..]),
            PeerId.Read(buffer[PeerIdOffset..]),
            (buffer[ExtensionByteOffset] & ExtensionBit) != 0);
        return ReadOutcome.Complete;
    }
}
