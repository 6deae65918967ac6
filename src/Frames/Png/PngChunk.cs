using System.Buffers;
using System.Buffers.Binary;

namespace ScreenShare.Frames.Png;

/// <summary>The pieces a PNG file is made of (PNG, clause 5): length, four letters, data, checksum of letters and data.</summary>
internal static class PngChunk
{
    /// <summary>Length, letters and checksum: what a chunk takes beside its data.</summary>
    public const int FrameBytes = 12;

    private const int HeaderDataBytes = 13;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Write(IBufferWriter<byte> destination, ReadOnlySpan<byte> letters, ReadOnlySpan<byte> data)
    {
        Span<byte> chunk = destination.GetSpan(FrameBytes + data.Length);
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        letters.CopyTo(chunk[4..]);
        data.CopyTo(chunk[8..]);

        Crc32 crc = default;
        crc.Add(chunk.Slice(4, 4 + data.Length));
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + data.Length)..], crc.Value);
        destination.Advance(FrameBytes + data.Length);
    }

    /// <summary>IHDR, clause 11.2.1; never interlaced.</summary>
    public static void WriteHeader(IBufferWriter<byte> destination, int width, int height, int depth, PngColourType colourType)
    {
        Span<byte> data = stackalloc byte[HeaderDataBytes];
        data.Clear();
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data[4..], height);
        data[8] = (byte)depth;
        data[9] = (byte)colourType;
        Write(destination, "IHDR"u8, data);
    }

    public static void WriteEnd(IBufferWriter<byte> destination) => Write(destination, "IEND"u8, default);
}
