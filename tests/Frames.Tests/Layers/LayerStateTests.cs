using ScreenShare.Frames.Layers;

namespace ScreenShare.Frames.Tests.Layers;

public sealed class LayerStateTests
{
    private readonly LayerState _state = new();

    [Theory]
    [InlineData(true, 0, 0)]
    [InlineData(true, 8191, -64)]
    [InlineData(true, short.MinValue, short.MaxValue)]
    [InlineData(false, 0, 0)]
    public void A_position_that_is_written_is_read(bool isVisible, int x, int y)
    {
        var sent = new PointerState(isVisible, x, y, null);

        Assert.True(_state.TryApply(StreamLayer.PointerPosition, Position(sent), out _));

        Assert.Equal(sent, _state.Pointer);
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(24, 24, false)]
    [InlineData(64, 64, false)]
    [InlineData(48, 48, true)]
    public void A_shape_that_is_written_is_read(int width, int height, bool noise)
    {
        PointerShape sent = Shape(width, height, noise);

        Assert.True(_state.TryApply(StreamLayer.PointerShape, PointerShapePayload.Of(sent), out _));

        Assert.Equal(sent, _state.Pointer.Shape);
    }

    [Fact]
    public void A_shape_that_would_not_fit_a_record_is_made_smaller()
    {
        byte[] payload = PointerShapePayload.Of(Shape(64, 64, noise: true));

        Assert.InRange(payload.Length, 1, PointerShapePayload.LengthBytesMax);
        Assert.True(_state.TryApply(StreamLayer.PointerShape, payload, out _));
        Assert.Equal((48, 48), (_state.Pointer.Shape?.Width, _state.Pointer.Shape?.Height));
    }

    [Theory]
    [InlineData("")]
    [InlineData("the window is minimised")]
    public void A_notice_that_is_written_is_read(string text)
    {
        Assert.True(_state.TryApply(StreamLayer.Notice, NoticePayload.Of(text), out _));

        Assert.Equal(text, _state.Notice);
    }

    [Fact]
    public void A_notice_that_is_too_long_ends_at_a_whole_character()
    {
        byte[] payload = NoticePayload.Of(new string('…', 100));

        Assert.True(_state.TryApply(StreamLayer.Notice, payload, out _));
        Assert.Equal(new string('…', 66), _state.Notice);
    }

    [Theory]
    [InlineData(StreamLayer.PointerPosition, "", RecordViolation.Empty)]
    [InlineData(StreamLayer.PointerPosition, "020100000000", RecordViolation.UnknownKind)]
    [InlineData(StreamLayer.PointerPosition, "010200000000", RecordViolation.BadFlag)]
    [InlineData(StreamLayer.PointerPosition, "01010000000000", RecordViolation.WrongLength)]
    [InlineData(StreamLayer.PointerShape, "0000", RecordViolation.WrongLength)]
    [InlineData(StreamLayer.PointerShape, "03", RecordViolation.UnknownKind)]
    [InlineData(StreamLayer.PointerShape, "0100010000FFFFFFFF", RecordViolation.BadSize)]
    [InlineData(StreamLayer.PointerShape, "0141010000FFFFFFFF", RecordViolation.BadSize)]
    [InlineData(StreamLayer.PointerShape, "0101FF0000FFFFFFFF", RecordViolation.BadSize)]
    [InlineData(StreamLayer.PointerShape, "0101010100FFFFFFFF", RecordViolation.BadSize)]
    [InlineData(StreamLayer.PointerShape, "0101010000FFFFFF", RecordViolation.WrongLength)]
    [InlineData(StreamLayer.PointerShape, "0101010000FFFFFFFFFF", RecordViolation.WrongLength)]
    [InlineData(StreamLayer.Notice, "01FF", RecordViolation.BadText)]
    [InlineData((StreamLayer)3, "01", RecordViolation.OutsideGrid)]
    public void Each_broken_rule_is_named(StreamLayer layer, string payload, RecordViolation expected)
    {
        Assert.False(_state.TryApply(layer, Convert.FromHexString(payload), out RecordViolation violation));

        Assert.Equal(expected, violation);
    }

    [Fact]
    public void Every_truncation_is_refused_and_changes_nothing()
    {
        byte[][] payloads = Samples();
        for (int layer = 0; layer < 2; layer++) // any part of a notice is one
        {
            for (int length = 0; length < payloads[layer].Length; length++)
                Assert.False(_state.TryApply((StreamLayer)layer, payloads[layer].AsSpan(0, length), out _));
        }

        Assert.Equal(PointerState.Hidden, _state.Pointer);
    }

    [Fact]
    public void Ten_thousand_mutations_never_throw()
    {
        int i = 0;
        foreach (byte[] payload in Mutations.Of(Samples(), seed: 12, Mutations.Count))
        {
            var layer = (StreamLayer)(i++ % LayerState.SlotCount);
            bool applied = _state.TryApply(layer, payload, out RecordViolation violation);

            Assert.Equal(applied, violation == RecordViolation.None);
            Assert.NotEqual(RecordViolation.NotChecked, violation);
        }
    }

    internal static byte[] Position(PointerState pointer)
    {
        var payload = new byte[PointerPositionPayload.LengthBytes];
        PointerPositionPayload.Write(pointer, payload);
        return payload;
    }

    private static byte[][] Samples() =>
        [Position(new PointerState(true, 100, -3, null)), PointerShapePayload.Of(Shape(8, 9, noise: false)), NoticePayload.Of("closed")];

    private static PointerShape Shape(int width, int height, bool noise)
    {
        var random = new Random(3);
        var pixels = new uint[width * height];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = noise ? (uint)random.NextInt64(1L << 32) : (uint)(i % 5) * 0x33333333;
        return new PointerShape(pixels, width, height, width / 2, height - 1);
    }
}
