using System.Buffers;
using ScreenShare.Frames;
using ScreenShare.Frames.Deflate;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Png;
using ScreenShare.Frames.Tests;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Fuzz.Tests;

/// <summary>What records hold once they are opened: tiles, layers, the layout of a stream.</summary>
internal static class PictureReaders
{
    private static readonly PictureSize TileSize = new(24, 20);

    public static IEnumerable<FuzzedReader> All =>
    [
        Tiles(),
        new("tile as a file", ["PngContainer.TryWrap"], Payloads(), WrapTile) { AllocatedMax = 64 * 1024 },
        Inflated(),
        Filtered(),
        new("packed indices", ["IndexPacking.Unpack", "IndexedLayout.TrySplit"], [[1, 1, 0, 0, 0, 9, 9, 9, 0x5A]], Unpack),
        Layer(StreamLayer.PointerPosition, "pointer position", "PointerPositionPayload.Read", Position()),
        Layer(StreamLayer.PointerShape, "pointer shape", "PointerShapePayload.Read", Shapes()),
        Layer(StreamLayer.Notice, "notice", "NoticePayload.Read", [NoticePayload.Of("closed"), NoticePayload.Of("ganz geschlossen ✓")]),
        new("layout of a stream", ["StreamLayout.TryRead"], [[2, 7, 0x80, 4, 0x38, 64]], bytes =>
        {
            if (StreamLayout.TryRead(bytes, out StreamLayout? layout)) Assert.InRange(layout.Grid.Count, 1, 512 * 512);
        }),
    ];

    private static byte[][] Payloads() =>
        [.. Enum.GetValues<Content>().Select(content => Pictures.Encode(Pictures.Make(TileSize, content, seed: 1)))];

    private static FuzzedReader Tiles()
    {
        var tile = new TileRectangle(16, 16, TileSize.Width, TileSize.Height);
        Picture before = Pictures.Make(new PictureSize(64, 64), Content.Noise, seed: 1);
        Picture target = Pictures.Make(new PictureSize(64, 64), Content.Noise, seed: 1);
        var decoder = new TileDecoder();
        return new("tile", ["TileDecoder.TryDecode", "Canvas.TryApply"], Payloads(), payload =>
        {
            bool shown = decoder.TryDecode(payload, target, tile, out RecordViolation violation);
            Assert.Equal(shown, violation == RecordViolation.None);
            Assert.NotEqual(RecordViolation.NotChecked, violation);
            for (int y = 0; shown && y < TileSize.Height; y++)
                tile.Row(before, y).CopyTo(tile.Row(target, y)); // what it may change; all else must be as it was
            Assert.True(before.Pixels.SequenceEqual(target.Pixels));
        });
    }

    private static void WrapTile(byte[] payload)
    {
        var file = new ArrayBufferWriter<byte>();
        bool wrapped = PngContainer.TryWrap(payload, TileSize.Width, TileSize.Height, file, out RecordViolation violation);
        Assert.Equal(wrapped, violation == RecordViolation.None);
        Assert.Equal(wrapped, file.WrittenCount > 0);
    }

    private static FuzzedReader Inflated()
    {
        var inflater = new ZlibInflater();
        var rows = new byte[TileSize.Height * ((3 * TileSize.Width) + 1)];
        byte[][] streams = [.. new[] { Content.Noise, Content.Gradient }.Select(content => TrueColour(content))];
        return new("zlib", ["ZlibInflater.Inflate"], streams, zlib =>
            Assert.NotEqual(RecordViolation.NotChecked, inflater.Inflate(zlib, rows)));
    }

    // Behind the kind of a true colour payload is its zlib stream.
    private static byte[] TrueColour(Content content)
    {
        byte[] payload = Pictures.Encode(Pictures.Make(TileSize, content, seed: 2));
        return payload[1..];
    }

    private static FuzzedReader Filtered()
    {
        const int RowBytes = 1 + (3 * 7);
        byte[] rows =
            [.. Enumerable.Range(0, 5).SelectMany(filter => Enumerable.Range(0, RowBytes).Select(i => (byte)(i == 0 ? filter : 31 * i)))];
        return new("filtered rows", ["PngUnfilter.TryUndo"], [rows], bytes =>
        {
            Span<byte> whole = bytes.AsSpan(0, bytes.Length / RowBytes * RowBytes); // its caller inflates whole rows
            byte[] kept = whole.ToArray();
            foreach (int pixelBytes in (int[])[3, 1])
            {
                PngUnfilter.TryUndo(whole, RowBytes, pixelBytes);
                for (int at = 0; at < kept.Length; at += RowBytes)
                    Hold.That(whole[at] == kept[at]);
            }
        });
    }

    private static void Unpack(byte[] bytes)
    {
        if (IndexedLayout.TrySplit(bytes, out ReadOnlySpan<byte> palette, out ReadOnlySpan<byte> rest))
            Assert.Equal(bytes.Length, 2 + palette.Length + rest.Length);
        Span<byte> indices = stackalloc byte[TileSize.Width];
        foreach (int depth in (int[])[1, 2, 4, 8])
        {
            int rowBytes = IndexPacking.RowBytes(indices.Length, depth);
            if (bytes.Length < rowBytes) continue;
            IndexPacking.Unpack(bytes.AsSpan(0, rowBytes), depth, indices);
            Assert.False(indices.ContainsAnyExceptInRange((byte)0, (byte)((1 << depth) - 1)));
        }
    }

    private static FuzzedReader Layer(StreamLayer layer, string name, string covers, byte[][] samples)
    {
        var state = new LayerState();
        return new(name, [covers, "LayerState.TryApply"], samples, payload =>
        {
            PointerState before = state.Pointer;
            string notice = state.Notice;
            bool applied = state.TryApply(layer, payload, out RecordViolation violation);
            Assert.Equal(applied, violation == RecordViolation.None);
            Assert.NotEqual(RecordViolation.NotChecked, violation);
            if (!applied) Assert.Equal((before, notice), (state.Pointer, state.Notice));
            Assert.InRange(state.Notice.Length, 0, NoticePayload.TextBytesMax);
        })
        {
            AllocatedMax = 32 * 1024, // the largest pointer
        };
    }

    private static byte[][] Position()
    {
        var payload = new byte[PointerPositionPayload.LengthBytes];
        PointerPositionPayload.Write(new PointerState(true, 100, -3, null), payload);
        return [payload];
    }

    private static byte[][] Shapes()
    {
        uint[] pixels = [.. Enumerable.Range(0, 8 * 9).Select(i => (uint)(i % 5) * 0x33333333)];
        var smallest = new PointerShape([~0u], 1, 1, 0, 0);
        return [PointerShapePayload.Of(new PointerShape(pixels, 8, 9, 4, 8)), PointerShapePayload.Of(smallest), [0]];
    }
}
