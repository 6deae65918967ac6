using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace ScreenShare.Frames;

/// <summary>Deflates small pieces of data, each into a zlib stream of its own. Scratch of one encoder.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A stream over an array holds nothing to give back.")]
internal sealed class ZlibDeflater
{
    private readonly BoundedStream _sink = new();

    /// <summary>Bytes written, or 0 when the stream does not fit.</summary>
    public int Deflate(ReadOnlySpan<byte> data, ZLibCompressionOptions options, Span<byte> zlib)
    {
        _sink.Restart(zlib.Length);
        // The runtime has no deflater that can be started again, so each stream costs one small object.
        using (var deflate = new ZLibStream(_sink, options, leaveOpen: true)) deflate.Write(data);

        _sink.Written.CopyTo(zlib);
        return _sink.Written.Length;
    }
}
