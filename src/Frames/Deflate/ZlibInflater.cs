using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace ScreenShare.Frames.Deflate;

/// <summary>
/// Inflates untrusted zlib streams (RFC 1950) whose inflated length is known beforehand: never more than that is
/// written, and anything but exactly one whole stream of that length is refused. Scratch of one decoder.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A stream over an array holds nothing to give back.")]
internal sealed class ZlibInflater
{
    private const int HeaderBytes = 2;
    private const int ChecksumBytes = 4;

    private readonly MemoryStream _source = new();

    public RecordViolation Inflate(ReadOnlySpan<byte> zlib, Span<byte> inflated)
    {
        if (zlib.Length < HeaderBytes + ChecksumBytes || !IsHeader(zlib[0], zlib[1])) return RecordViolation.BadZlib;

        _source.SetLength(0);
        _source.Write(zlib);
        _source.Position = 0;
        try
        {
            // The runtime has no inflater that can be started again, so each stream costs one small object.
            using var inflate = new ZLibStream(_source, CompressionMode.Decompress, leaveOpen: true);
            if (inflate.ReadAtLeast(inflated, inflated.Length, throwOnEndOfStream: false) < inflated.Length)
                return RecordViolation.WrongInflatedLength;
            if (inflate.ReadByte() >= 0) return RecordViolation.WrongInflatedLength;
        }
        catch (InvalidDataException)
        {
            return RecordViolation.BadZlib;
        }

        // The runtime forgives a stream that is cut off or followed by other bytes; its last four give both away.
        uint checksum = BinaryPrimitives.ReadUInt32BigEndian(zlib[^ChecksumBytes..]);
        return checksum == Adler32.Of(inflated) ? RecordViolation.None : RecordViolation.BadZlib;
    }

    // RFC 1950, clause 2.2: deflate, a window of at most 32 KiB, no preset dictionary, a multiple of 31.
    private static bool IsHeader(byte method, byte flags) =>
        (method & 0x0F) == 8 && method >> 4 <= 7 && (flags & 0x20) == 0 && (method << 8 | flags) % 31 == 0;
}
