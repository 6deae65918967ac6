using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using ScreenShare.Frames.Deflate;

namespace ScreenShare.Frames.Layers;

/// <summary>
/// The content of the slot that says what the pointer looks like. Rarely made: pointers change shape a few times a minute.
/// </summary>
public static class PointerShapePayload
{
    /// <summary>A record of so many bytes fits the smallest chunk of a broadcast, 16 KiB, whatever its header and tag take.</summary>
    public const int LengthBytesMax = 16_000;

    private const int HeadBytes = 5;
    private const int UncompressedEdgeMax = 48; // 48 × 48 × 4 bytes fit as they are, 64 × 64 × 4 do not
    private const int PixelsMax = PointerShape.EdgeMax * PointerShape.EdgeMax;

    private enum Kind : byte
    {
        /// <summary>No shape is known; the kind alone.</summary>
        None = 0,
        Raw = 1,
        Zlib = 2,
    }

    /// <summary>A shape that would not fit even when compressed (noise of 64 × 64) is made smaller.</summary>
    public static byte[] Of(PointerShape? shape)
    {
        if (shape is null) return [(byte)Kind.None];
        ReadOnlySpan<byte> pixels = MemoryMarshal.AsBytes(shape.Pixels);
        byte[] zlib = Compress(pixels);
        if (zlib.Length < pixels.Length && HeadBytes + zlib.Length <= LengthBytesMax) return [.. Head(Kind.Zlib, shape), .. zlib];
        if (HeadBytes + pixels.Length <= LengthBytesMax) return [.. Head(Kind.Raw, shape), .. pixels];
        return Of(PointerShape.Fit(shape.Pixels, shape.Width, shape.Height, shape.HotX, shape.HotY, UncompressedEdgeMax));
    }

    // +------+-------+--------+-----------+-----------+------------------------------------------+
    // | kind | width | height | hot spot x| hot spot y| pixels: blue, green, red, alpha; premult. |
    // +------+-------+--------+-----------+-----------+------------------------------------------+
    /// <summary>Never throws, and never takes more memory than the largest shape.</summary>
    public static RecordViolation Read(ReadOnlySpan<byte> payload, out PointerShape? shape)
    {
        shape = null;
        if (payload.IsEmpty) return RecordViolation.Empty;
        if (payload.Length > LengthBytesMax) return RecordViolation.TooLong;
        var kind = (Kind)payload[0];
        if (kind == Kind.None) return payload.Length == 1 ? RecordViolation.None : RecordViolation.WrongLength;
        if (kind is not (Kind.Raw or Kind.Zlib)) return RecordViolation.UnknownKind;
        if (payload.Length < HeadBytes) return RecordViolation.WrongLength;

        (int width, int height, int hotX, int hotY) = (payload[1], payload[2], payload[3], payload[4]);
        if (width is < 1 or > PointerShape.EdgeMax || height is < 1 or > PointerShape.EdgeMax) return RecordViolation.BadSize;
        if (hotX >= width || hotY >= height) return RecordViolation.BadSize;

        Debug.Assert(width * height <= PixelsMax);
        Span<uint> pixels = stackalloc uint[PixelsMax];
        pixels = pixels[..(width * height)];
        RecordViolation violation = ReadPixels(kind, payload[HeadBytes..], MemoryMarshal.AsBytes(pixels));
        if (violation == RecordViolation.None) shape = new PointerShape(pixels, width, height, hotX, hotY);
        return violation;
    }

    private static RecordViolation ReadPixels(Kind kind, ReadOnlySpan<byte> source, Span<byte> pixels)
    {
        if (kind == Kind.Zlib) return new ZlibInflater().Inflate(source, pixels);
        return source.TryCopyTo(pixels) && source.Length == pixels.Length ? RecordViolation.None : RecordViolation.WrongLength;
    }

    private static byte[] Head(Kind kind, PointerShape shape) =>
        [(byte)kind, (byte)shape.Width, (byte)shape.Height, (byte)shape.HotX, (byte)shape.HotY];

    private static byte[] Compress(ReadOnlySpan<byte> pixels)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize)) zlib.Write(pixels);
        return compressed.ToArray();
    }
}
