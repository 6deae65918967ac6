using System.Buffers.Binary;

namespace ScreenShare.Frames.Deflate;

/// <summary>A zlib stream (RFC 1950) that holds its data as it is, in one stored block (RFC 1951, clause 3.2.4).</summary>
internal static class StoredZlib
{
    private const int HeaderBytes = 2;
    private const int BlockHeadBytes = 5;
    private const int ChecksumBytes = 4;

    /// <exception cref="ArgumentOutOfRangeException">The data do not fit in one block of 65,535 bytes.</exception>
    public static byte[] Of(ReadOnlySpan<byte> data)
    {
        // The largest tile, 128 × 128 pixels in true colour with filter bytes, has 49,280.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, ushort.MaxValue);

        var zlib = new byte[HeaderBytes + BlockHeadBytes + data.Length + ChecksumBytes];
        zlib[0] = 0x78; // Deflate, 32 KiB window.
        zlib[1] = 0x01; // Quickest; makes the pair a multiple of 31.
        zlib[2] = 0x01; // The last block, stored.
        BinaryPrimitives.WriteUInt16LittleEndian(zlib.AsSpan(3), (ushort)data.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(zlib.AsSpan(5), (ushort)~data.Length);
        data.CopyTo(zlib.AsSpan(HeaderBytes + BlockHeadBytes));
        BinaryPrimitives.WriteUInt32BigEndian(zlib.AsSpan(zlib.Length - ChecksumBytes), Adler32.Of(data));
        return zlib;
    }
}
